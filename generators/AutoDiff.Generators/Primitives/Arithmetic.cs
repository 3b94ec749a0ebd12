using System.Collections.Generic;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Primitives;

/// <summary>The operators of C# on numbers, integers and bools included: those are never active, but they are computed too.</summary>
internal static class Arithmetic
{
    public static readonly ScalarPrimitive Add = Smooth("Add", (_, _) => 1, (_, _) => 1);
    public static readonly ScalarPrimitive Subtract = Smooth("Subtract", (_, _) => 1, (_, _) => -1);
    public static readonly ScalarPrimitive Multiply = Smooth("Multiply", (x, _) => x[1], (x, _) => x[0]);

    /// <summary>x · y, and 0 where x is 0 even if y is infinite or NaN: how an adjoint passes a pole. It is a primitive, since a choice
    /// between 0 and x · y would have no derivative by x just where x is 0. It is made that choice after the last differentiation.</summary>
    public static readonly ScalarPrimitive GuardedMultiply = new("GuardedMultiply", 2, ResultRule.First)
    {
        Partials = [(x, _) => x[1], (x, _) => x[0]],
        Domain = [Interval.Real, Interval.Real],
        HasPole = true,
        Guards = [Guard.Incoming, Guard.Either],
        Cost = 2,
    };

    /// <summary>x · y, and 0 where either is 0: how a tangent passes the pole of what an adjoint has passed.</summary>
    public static readonly ScalarPrimitive GuardedTwice = new("GuardedTwice", 2, ResultRule.First)
    {
        Partials = [(x, _) => x[1], (x, _) => x[0]],
        Domain = [Interval.Real, Interval.Real],
        HasPole = true,
        Guards = [Guard.Either, Guard.Either],
        Cost = 3,
    };

    /// <summary>x / y, and 0 where x is 0 even if y is 0 too.</summary>
    public static readonly ScalarPrimitive GuardedDivide = new("GuardedDivide", 2, ResultRule.First)
    {
        Partials = [(x, _) => 1 / x[1], (x, y) => -Term.Guarded(y, 1 / x[1])],
        Domain = [Interval.Real, new Interval(0.1, double.PositiveInfinity)],
        HasPole = true,
        Guards = [Guard.Incoming, Guard.Either],
        Cost = 5,
    };

    /// <summary>Of integers it throws where the divisor is zero.</summary>
    public static readonly ScalarPrimitive Divide = new("Divide", 2, ResultRule.First)
    {
        Partials = [(x, _) => 1 / x[1], (x, y) => -(y / x[1])],
        Domain = [Interval.Real, new Interval(0.1, double.PositiveInfinity)],
        HasPole = true,
        Poles = [(1, 0)],
        Throws = Throws.OnIntegers,
        Cost = 4,
    };

    /// <summary>x / y of integers where y is known not to be 0.</summary>
    public static readonly ScalarPrimitive Quotient = Discrete("Quotient", 2);

    /// <summary>x - trunc(x / y) · y: slope 1 in x, and in y the whole quotient, negated. At a jump, the slopes beside it.</summary>
    public static readonly ScalarPrimitive Remainder = new("Remainder", 2, ResultRule.First)
    {
        Partials = [(_, _) => 1, (x, y) => -((x[0] - y) / x[1])],
        Domain = [Interval.Real, new Interval(0.1, double.PositiveInfinity)],
        HasPole = true,
        Poles = [(1, 0)],
        Throws = Throws.OnIntegers,
        Cost = 12,
    };

    public static readonly ScalarPrimitive Negate = new("Negate", 1, ResultRule.First) { Partials = [(_, _) => -1], Domain = [Interval.Real] };

    /// <summary>Between scalar types, as an unchecked cast in C#. Between float and double the slope is 1; to an integer it is a step.</summary>
    public static readonly ScalarPrimitive Convert = new("Convert", 1, ResultRule.Declared) { Partials = [(_, _) => 1] };

    /// <summary>The second operand where the first is true, else the third. Both are computed.</summary>
    public static readonly ScalarPrimitive Select = new("Select", 3, ResultRule.Second)
    {
        Partials = [null, (x, _) => Term.Select(x[0].ToCondition(), 1, 0), (x, _) => Term.Select(x[0].ToCondition(), 0, 1)],
    };

    /// <summary>The identity, with derivative zero.</summary>
    public static readonly ScalarPrimitive StopGradient = new("StopGradient", 1, ResultRule.First) { Cost = 0 };

    /// <summary>The first operand, with the derivative of the second, which is the same number computed in another way.</summary>
    public static readonly ScalarPrimitive WithDerivativeOf = new("WithDerivativeOf", 2, ResultRule.First) { Partials = [null, (_, _) => 1], Cost = 0 };

    public static readonly ScalarPrimitive Equal = Comparison("Equal");
    public static readonly ScalarPrimitive NotEqual = Comparison("NotEqual");
    public static readonly ScalarPrimitive Less = Comparison("Less");
    public static readonly ScalarPrimitive LessOrEqual = Comparison("LessOrEqual");
    public static readonly ScalarPrimitive Greater = Comparison("Greater");
    public static readonly ScalarPrimitive GreaterOrEqual = Comparison("GreaterOrEqual");

    /// <summary>On bools: both sides are computed. On integers: bit by bit.</summary>
    public static readonly ScalarPrimitive And = Discrete("And", 2);
    public static readonly ScalarPrimitive Or = Discrete("Or", 2);
    public static readonly ScalarPrimitive Xor = Discrete("Xor", 2);
    public static readonly ScalarPrimitive Not = Discrete("Not", 1);
    public static readonly ScalarPrimitive Complement = Discrete("Complement", 1);
    public static readonly ScalarPrimitive ShiftLeft = Discrete("ShiftLeft", 2);
    public static readonly ScalarPrimitive ShiftRight = Discrete("ShiftRight", 2);
    public static readonly ScalarPrimitive UnsignedShiftRight = Discrete("UnsignedShiftRight", 2);

    public static readonly ScalarPrimitive AddChecked = Discrete("AddChecked", 2, throws: Throws.Always);
    public static readonly ScalarPrimitive SubtractChecked = Discrete("SubtractChecked", 2, throws: Throws.Always);
    public static readonly ScalarPrimitive MultiplyChecked = Discrete("MultiplyChecked", 2, throws: Throws.Always);
    public static readonly ScalarPrimitive NegateChecked = Discrete("NegateChecked", 1, throws: Throws.Always);
    public static readonly ScalarPrimitive ConvertChecked = new("ConvertChecked", 1, ResultRule.Declared) { Throws = Throws.Always };

    /// <summary>x · y of numbers of elements: it throws where that is more than there can be, but nobody misses it where nothing has that length.</summary>
    public static readonly ScalarPrimitive Capacity = Discrete("Capacity", 2);

    /// <summary>The number of iterations of a loop from the first operand to the second by the third, as Int32.</summary>
    public static readonly ScalarPrimitive TripCount = new("TripCount", 3, ResultRule.Int32) { Throws = Throws.Always, Cost = 4 };

    /// <summary>Of a loop from the first operand on to the second that is at the element (third operand + index) of memory with the fourth as its length: the index before which all of
    /// these are there; the first operand, if the first one is not.</summary>
    public static readonly ScalarPrimitive Reach = new("Reach", 4, ResultRule.Int32) { Cost = 4 };

    /// <summary>The same for the element (third operand · index + fourth operand) of memory with the fifth as its length.</summary>
    public static readonly ScalarPrimitive StridedReach = new("StridedReach", 5, ResultRule.Int32) { Cost = 8 };

    /// <summary>Of a loop from the first operand on to the second, by one: the index behind the last that belongs to a whole group of as many as the third says.</summary>
    public static readonly ScalarPrimitive WholeGroups = new("WholeGroups", 3, ResultRule.Int32) { Cost = 4 };

    /// <summary>Is a product of matrices with so many rows, columns, and summands of each element, worth a kernel?</summary>
    public static readonly ScalarPrimitive IsLargeProduct = new("IsLargeProduct", 3, ResultRule.Bool) { Cost = 4 };

    /// <summary>Does memory with the first operand as its length hold a matrix that begins at the second: as many rows as the third says, so far apart as the fourth, and as many columns as the
    /// fifth, so far apart as the sixth?</summary>
    public static readonly ScalarPrimitive HoldsMatrix = new("HoldsMatrix", 6, ResultRule.Bool) { Cost = 4 };

    /// <summary>Has a matrix with so many rows, so far apart, and so many columns, so far apart, each element in a place of its own, and those of a row or of a column beside each other?</summary>
    public static readonly ScalarPrimitive IsDenseMatrix = new("IsDenseMatrix", 4, ResultRule.Bool) { Cost = 4 };

    public static IEnumerable<ScalarPrimitive> All =>
    [
        Add, Subtract, Multiply, GuardedMultiply, GuardedTwice, GuardedDivide, Divide, Quotient, Remainder, Negate, Convert, Select, StopGradient, WithDerivativeOf,
        Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual,
        And, Or, Xor, Not, Complement, ShiftLeft, ShiftRight, UnsignedShiftRight,
        AddChecked, SubtractChecked, MultiplyChecked, NegateChecked, ConvertChecked, Capacity, TripCount, Reach, StridedReach, WholeGroups, IsLargeProduct, HoldsMatrix, IsDenseMatrix,
    ];

    private static ScalarPrimitive Smooth(string name, Partial byFirst, Partial bySecond) =>
        new(name, 2, ResultRule.First) { Partials = [byFirst, bySecond], Domain = [Interval.Real, Interval.Real] };

    private static ScalarPrimitive Comparison(string name) => new(name, 2, ResultRule.Bool);

    private static ScalarPrimitive Discrete(string name, int arity, Throws throws = Throws.Never) => new(name, arity, ResultRule.First) { Throws = throws };
}
