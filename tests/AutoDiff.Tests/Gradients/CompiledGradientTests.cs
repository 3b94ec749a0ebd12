namespace AutoDiff.Tests.Gradients;

public sealed class LossGradientTests : GradientTests<double, LossProblems>;

public sealed class PolynomialGradientTests : GradientTests<double, PolynomialProblems>;

public sealed class NestGradientTests : GradientTests<double, NestProblems>;

public sealed class RuleGradientTests : GradientTests<double, RuleProblems>;

public sealed class StencilGradientTests : GradientTests<double, StencilProblems>;

public sealed class SoftmaxGradientTests : GradientTests<double, SoftmaxProblems>;

public sealed class PerceptronGradientTests : GradientTests<double, PerceptronProblems>;

public sealed class BranchGradientTests : GradientTests<double, BranchProblems>;

public sealed class BufferGradientTests : GradientTests<double, BufferProblems>;

public sealed class MatrixGradientTests : GradientTests<double, MatrixProblems>;

public sealed class ValueGradientTests : GradientTests<double, ValueProblems>;

public sealed class SinglePrecisionGradientTests : GradientTests<float, SinglePrecisionProblems>;

public sealed class NumericsGradientTests : GradientTests<double, NumericsProblems>;

public sealed class RecursiveGradientTests : GradientTests<double, RecursiveProblems>;

public sealed class RecursiveSingleGradientTests : GradientTests<float, RecursiveSingleProblems>;

public sealed class TensorGradientTests : GradientTests<double, TensorProblems>;

public sealed class ModelGradientTests : GradientTests<double, ModelProblems>;

public sealed class FactorizationGradientTests : GradientTests<double, FactorizationProblems>;

public sealed class SolverGradientTests : GradientTests<double, SolverProblems>;

public sealed class PermutationGradientTests : GradientTests<double, PermutationProblems>;

public sealed class SeriesGradientTests : GradientTests<double, SeriesProblems>;

public sealed class SimulationGradientTests : GradientTests<double, SimulationProblems>;

public sealed class SequenceGradientTests : GradientTests<double, SequenceProblems>;

public sealed class FieldGradientTests : GradientTests<double, FieldProblems>;

public sealed class CounterGradientTests : GradientTests<double, CounterProblems>;

public sealed class ParticleGradientTests : GradientTests<double, ParticleProblems>;

public sealed class ParticleSingleGradientTests : GradientTests<float, ParticleSingleProblems>;

public sealed class RotationGradientTests : GradientTests<double, RotationProblems>;

public sealed class ReprojectionGradientTests : GradientTests<double, ReprojectionProblems>;

public sealed class ComplexGradientTests : GradientTests<double, ComplexProblems>;

public sealed class FinanceGradientTests : GradientTests<double, FinanceProblems>;
