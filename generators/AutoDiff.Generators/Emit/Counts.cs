using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Emit;

/// <summary>How many numbers a method is differentiated by, and how many it yields, as C# text.</summary>
internal sealed class Counts(MethodSignature signature, CSharpTypes types)
{
    /// <summary>The columns of a Jacobian.</summary>
    public string Inputs => Sum(signature.Parameters.Where(static parameter => parameter.Role == ParameterRole.Active).Select(Of));

    /// <summary>The rows of a Jacobian: what is returned, then the output parameters; where nothing is returned, those that are input and output, too.</summary>
    public string Outputs
    {
        get
        {
            bool returns = signature.ReturnType != "void";
            IEnumerable<string> returned = returns ? [$"{signature.ReturnShape?.Leaves.Count(static leaf => leaf.Type.IsFloating) ?? 1}"] : [];
            return Sum(returned.Concat(signature.Parameters.Where(parameter => parameter.IsRow(returns)).Select(Of)));
        }
    }

    private string Of(SignatureParameter parameter)
    {
        string name = Names.Escape(parameter.Name);
        int leaves = parameter.Split?.Leaves.Count(static leaf => leaf.Type.IsFloating) ?? 1;
        if (parameter.IrType is not MemoryType memory) return $"{leaves}";
        string length = memory.IsJagged ? $"{types.Guard}.Count({name})" : $"{name}.Length";
        return leaves == 1 ? length : $"({leaves}L * {length})";
    }

    private static string Sum(IEnumerable<string> terms)
    {
        string[] all = [.. terms];
        int numbers = all.Sum(static term => int.TryParse(term, out int number) ? number : 0);
        string[] lengths = [.. all.Where(static term => !int.TryParse(term, out _))];
        if (numbers > 0 || lengths.Length == 0) lengths = [$"{numbers}L", .. lengths];
        return lengths.Length == 1 ? lengths[0] : $"{(lengths[0][0] is >= '0' and <= '9' or '(' ? "" : "(long)")}{string.Join(" + ", lengths)}";
    }
}
