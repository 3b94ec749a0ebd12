namespace AutoDiff.Optimization;

/// <summary>A number, such as a learning rate, as a pure function of how many steps were done. A number is a schedule that stays.</summary>
/// <remarks>In the formulas t is the step, from 0. Nothing is remembered, so there is nothing to save and none to call in the right place.</remarks>
public abstract record Schedule
{
    /// <summary>The value for the step that comes after so many steps.</summary>
    public abstract double At(long step);

    /// <summary>A schedule that stays at a value.</summary>
    public static implicit operator Schedule(double value) => FromDouble(value);

    /// <inheritdoc cref="op_Implicit(double)"/>
    public static Schedule FromDouble(double value) => new ConstantSchedule { Value = value };

    /// <summary>This for so many steps, then another one, which begins at its own step 0.</summary>
    public Schedule Then(long after, Schedule next) => new ScheduleSequence { First = this, Length = after, Next = next };

    /// <summary>A linear rise, from a fraction of the first value to the first value in so many steps, before this one begins at its step 0.</summary>
    /// <remarks>Goyal et al., Accurate, Large Minibatch SGD: Training ImageNet in 1 Hour, 2017.</remarks>
    public Schedule AfterWarmUp(long steps, double from = 0) =>
        new LinearSchedule { Initial = from * At(0), Final = At(0), Steps = steps }.Then(steps, this);

    /// <summary>The product of this and another one.</summary>
    public Schedule Times(Schedule factor) => new ScheduleProduct { First = this, Second = factor };
}
