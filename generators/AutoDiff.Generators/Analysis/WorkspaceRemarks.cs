using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Analysis;

/// <summary>How much memory a function takes from the workspace, as formulas in the sizes of its own parameters.</summary>
internal sealed class WorkspaceRemarks
{
    /// <summary>Formulas are told as far as anyone would read them.</summary>
    private const int Depth = 6;

    private readonly Dictionary<Value, Operation> definitions = [];

    private WorkspaceRemarks(Function function)
    {
        foreach (Let let in Walk.Lets(function.Body))
        {
            foreach (Value target in let.Targets) definitions[target] = let.Operation;
        }
    }

    public static IEnumerable<Remark> Of(Function function)
    {
        var remarks = new WorkspaceRemarks(function);
        HashSet<Let> outside = new(function.Body.Lets, ByIdentity.Instance);
        foreach (Let let in Walk.Lets(function.Body))
        {
            string name = let.Targets is [{ Name: { } wanted }] ? $" for {wanted}" : "";
            if (let.Operation is Alloc alloc) yield return new Remark(null, $"workspace{name}: {remarks.Bytes(alloc, let.Target)}{(outside.Contains(let) ? "" : ", in every iteration")}");
            if (let.Operation is Stack) yield return new Remark(null, $"workspace{name}: {SizeOf(((StackType)let.Target.Type).Element)} bytes for each of as many {TypeText.Of(((StackType)let.Target.Type).Element)}s as a loop of unknown length, or a recursion, leaves");
        }
    }

    private string Bytes(Alloc alloc, Value target)
    {
        string count = string.Join(" * ", Walk.Operands(alloc).Select(extent => Formula(extent, Depth, inProduct: true)));
        return $"{SizeOf(((MemoryType)target.Type).Leaf)} * {count} bytes";
    }

    private static string SizeOf(IrType element) => element is ScalarType scalar ? SizeOf(scalar.Kind).ToString(CultureInfo.InvariantCulture) : "sizeof(" + TypeText.Of(element) + ")";

    private static int SizeOf(ScalarKind kind) => kind switch
    {
        ScalarKind.Bool or ScalarKind.SByte or ScalarKind.Byte => 1,
        ScalarKind.Char or ScalarKind.Int16 or ScalarKind.UInt16 => 2,
        ScalarKind.Int32 or ScalarKind.UInt32 or ScalarKind.Single => 4,
        _ => 8,
    };

    private string Formula(Value value, int depth, bool inProduct = false)
    {
        if (!definitions.TryGetValue(value, out Operation? operation)) return value.Name ?? "…";
        if (operation is Constant constant) return constant.Bits.ToString(CultureInfo.InvariantCulture);
        if (value.Name is { } name) return name;
        if (depth == 0) return "…";
        return operation switch
        {
            Length { Memory: var memory, Dimension: var dimension } => $"{Formula(memory, depth - 1, true)}{(memory.Type is MemoryType { Form: MemoryForm.Matrix } ? $".GetLength({dimension})" : ".Length")}",
            Apply { Primitive.Name: "Convert", Operands: [var x] } => Formula(x, depth - 1, inProduct),
            Apply { Primitive.Name: "Multiply" or "Capacity", Operands: [var x, var y] } => $"{Formula(x, depth - 1, true)} * {Formula(y, depth - 1, true)}",
            Apply { Primitive.Name: "Add", Operands: [var x, var y] } => Sum($"{Formula(x, depth - 1)} + {Formula(y, depth - 1)}", inProduct),
            Apply { Primitive.Name: "Subtract", Operands: [var x, var y] } => Sum($"{Formula(x, depth - 1)} - {Formula(y, depth - 1, true)}", inProduct),
            Apply { Primitive.Name: "Max", Operands: [var x, var y] } => $"Max({Formula(x, depth - 1)}, {Formula(y, depth - 1)})",
            Apply { Primitive.Name: "TripCount", Operands: [var lower, var upper, _] } => $"(iterations from {Formula(lower, depth - 1)} to {Formula(upper, depth - 1)})",
            _ => "…",
        };
    }

    private static string Sum(string text, bool inProduct) => inProduct ? $"({text})" : text;
}
