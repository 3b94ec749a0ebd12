using System;
using System.Collections.Generic;

namespace AutoDiff.Generators.Primitives;

/// <summary>A method, operator, property or constructor of a struct of <c>System.Numerics</c>, by its components.</summary>
/// <param name="Name">As metadata has it, after the type and with the types of the operands, the object first: <c>Vector3.Dot(Vector3,Vector3)</c>. Numbers are <c>Single</c> or <c>Double</c>.</param>
/// <param name="Lower">The components of the result, from those of the operands.</param>
internal sealed record StructFunction(string Name, Func<IReadOnlyList<Term[]>, Term[]> Lower);
