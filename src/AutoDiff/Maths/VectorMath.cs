namespace AutoDiff.Maths;

/// <summary>
/// Elementary functions of vectors, lane by lane, named as the methods of <see cref="System.Math"/> and <see cref="double"/> are. The source is the
/// same for vectors of 128, 256 and 512 bits. NaN, infinities, zeros of either sign and subnormal numbers come out as the scalar functions have them,
/// and no digits cancel near zero. The errors stated, in units in the last place (ulp) of the exact result, hold for both types.
/// </summary>
/// <remarks>
/// Functions are inlined into the loop that calls them and have no branches, so that no lane waits for another; trigonometric functions of huge
/// arguments are the exception, and leave for a method of their own. The polynomials are minimax ones, made with Sollya's <c>fpminimax</c>,
/// which searches among coefficients that are numbers of the type.
/// </remarks>
public static partial class VectorMath;
