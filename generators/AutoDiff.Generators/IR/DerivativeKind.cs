namespace AutoDiff.Generators.IR;

/// <summary>Which derivative a generated member computes; it is called after the method and this.</summary>
internal enum DerivativeKind { Gradient, Vjp, Jvp, Hvp, Jacobian, Hessian }
