using System.Numerics;

namespace AutoDiff.Optimization;

/// <summary>A kernel with the constants of a step.</summary>
internal delegate TKernel KernelFactory<out TKernel>(StepInfo info);

/// <summary>A rule that is one kernel: a single pass.</summary>
internal class ElementwiseStepper<T, TKernel> : Stepper<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TKernel : struct, IElementwiseKernel<T>
{
    private readonly KernelFactory<TKernel> _kernel;
    private readonly ConditionedPass<T, TKernel> _pass = new();

    public ElementwiseStepper(KernelFactory<TKernel> kernel, params StateSlot[] slots) => (_kernel, Slots) = (kernel, slots);

    public override bool SeesElementsAlone => true;

    public override void Step(in StepArguments<T> step) => _pass.Run(_kernel(step.Info), step.Conditions, step.Elements, step.Length, step.Workers);
}
