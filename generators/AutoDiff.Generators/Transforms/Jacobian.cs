using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Transforms;

/// <summary>The Jacobian as a dense matrix: in forward mode column by column, or as many columns at once as there are lanes, or row by row in reverse mode where
/// that runs the method fewer times, which may be known at run time only.</summary>
internal static class Jacobian
{
    /// <param name="isRepeatable">All that the primal does it may do again.</param>
    /// <param name="forward">From what may be repeated of the primal: its derivative along directions.</param>
    /// <param name="reverse">The same: its pullback.</param>
    public static Module Run(Module primal, MethodSignature signature, bool isRepeatable, Directional forward, Directional reverse)
    {
        var dense = new DenseDerivative(primal, signature, "jacobian");
        Builder builder = dense.Builder;
        Coordinates inputs = new(), outputs = new();
        outputs.Add([.. primal.Root.Results.Where(static result => result.Type.IsFloating)]);
        foreach ((SignatureParameter parameter, Value[] leaves) in dense.Differentiated)
        {
            if (parameter.Role == ParameterRole.Active) inputs.Add(leaves);
            if (dense.IsRow(parameter)) outputs.Add(leaves);
        }

        int? knownColumns = inputs.KnownCount, knownRows = outputs.KnownCount;

        // Every row and every column runs the method as a whole: where there is one for sure, that does what the method does.
        if (!isRepeatable || knownColumns is null or 0 || knownRows is null or 0) dense.Call(builder, dense.Add(primal, "Value"), primal.Root.Parameters);
        Value columns = inputs.Count(builder, "columns"), rows = outputs.Count(builder, "rows");
        Builder byRow = builder.Nested(), byColumn = builder.Nested();
        bool? knownByRow = knownRows is null || knownColumns is null ? null : knownRows / UsualLanes(reverse) < knownColumns / UsualLanes(forward);
        if (knownByRow is not false) Rows(dense, byRow, primal.Root, reverse, rows, columns);
        if (knownByRow is not true) Columns(dense, byColumn, primal.Root, forward, columns);
        Value isByRow = knownByRow is { } known ? builder.Bool(known) : builder.Apply(Arithmetic.Less, Blocks(builder, rows, reverse), Blocks(builder, columns, forward));
        builder.Do(new If(isByRow, byRow.ToBlock([], []), byColumn.ToBlock([], [])));
        return reverse.Told(forward.Told(dense.Finish([.. primal.Root.Parameters, dense.Matrix], [.. primal.Root.Roles, ParameterRole.Adjoint], [], "Jacobian")));
    }

    /// <summary>How many whole vectors the directions fill.</summary>
    private static Value Blocks(Builder builder, Value directions, Directional derivative) =>
        derivative.Lanes is { } lanes ? builder.Apply(Arithmetic.Divide, directions, builder.Define(ScalarType.Int32, new LaneCount(lanes))) : directions;

    /// <summary>How many directions there are at once on most machines.</summary>
    private static double UsualLanes(Directional derivative) => derivative.Lanes is null ? 1 : derivative.Lanes == ScalarType.Double ? 4 : 8;

    /// <summary>A direction for every input; the tangents of the outputs are a column.</summary>
    private static void Columns(DenseDerivative dense, Builder builder, Function primal, Directional forward, Value columns)
    {
        Function tangent = dense.AddDerivative(forward.Module, ForwardMode.NameOf(forward.Lanes), Enumerable.Range(primal.Parameters.Count, forward.Module.Root.Parameters.Count - primal.Parameters.Count));
        Coordinates inputs = new(), rows = new();
        List<Value> directions = [], written = [];
        foreach ((SignatureParameter parameter, Value[] leaves) in dense.Differentiated)
        {
            Value[] own = DenseDerivative.Beside(builder, leaves, 'v', forward.Lanes);
            directions.AddRange(own);
            if (parameter.Written || parameter.Role == ParameterRole.Output) written.AddRange(own);
            if (parameter.Role == ParameterRole.Active) inputs.Add(own);
            if (dense.IsRow(parameter)) rows.Add(own);
        }

        Value column = builder.Numbers.Create(ScalarType.Int32, "column");
        if (forward.Lanes is { } lanes)
        {
            Value[] buffers = [.. directions.Where(static direction => direction.Type is MemoryType)];
            Function block = dense.AddLine("Columns", [.. buffers, columns, dense.Matrix, column], body =>
            {
                DenseDerivative.Units(body, inputs, column, lanes);
                Coordinates outputs = rows.After([.. dense.CallDerivative(body, tangent, [.. primal.Parameters, .. directions]).Skip(primal.Results.Count)]);
                outputs.ForEach(body, (inner, number, index, row) => dense.Set(inner, row, column, columns, number, index, rows: null));
            });
            dense.ForEachBlock(builder, columns, lanes, block, [.. buffers, columns]);
            return;
        }

        Function line = dense.AddLine("Column", [.. directions, columns, dense.Matrix, column], body =>
        {
            Value[] results = [.. dense.CallDerivative(body, tangent, [.. primal.Parameters, .. directions]).Skip(primal.Results.Count)];
            Coordinates outputs = rows.After(results);
            outputs.ForEach(body, (inner, number, index, row) => dense.Set(inner, row, column, columns, number, index));
            foreach (Value memory in written) Shadows.Clear(body, memory);
        });
        dense.ForEachUnit(builder, inputs, directions, line, columns);
    }

    /// <summary>An adjoint for every output; the adjoints of the inputs are a row.</summary>
    private static void Rows(DenseDerivative dense, Builder builder, Function primal, Directional reverse, Value rows, Value columns)
    {
        Function pullback = dense.AddDerivative(reverse.Module, reverse.Lanes is null ? "Pullback" : "Pullbacks", Enumerable.Range(primal.Parameters.Count, reverse.Module.Root.Parameters.Count - primal.Parameters.Count));
        Value[] seeds = DenseDerivative.Beside(builder, primal.Results.Where(static result => result.Type.IsFloating), 'd', reverse.Lanes);
        Coordinates outputs = new();
        outputs.Add(seeds);
        List<Value> buffers = [];
        List<Value[]?> inputs = []; // null where the pullback yields the adjoints
        List<int> counts = [];
        foreach ((SignatureParameter parameter, Value[] leaves) in dense.Differentiated)
        {
            Value[]? own = parameter.IrType is MemoryType ? DenseDerivative.Beside(builder, leaves, 'd', reverse.Lanes) : null;
            buffers.AddRange(own ?? []);
            if (dense.IsRow(parameter)) outputs.Add(own!);
            if (parameter.Role != ParameterRole.Active) continue;
            inputs.Add(own);
            counts.Add(leaves.Length);
        }

        Value row = builder.Numbers.Create(ScalarType.Int32, "row");
        if (reverse.Lanes is { } lanes)
        {
            Function block = dense.AddLine("Rows", [.. buffers, rows, columns, dense.Matrix, row], body =>
            {
                foreach (Value memory in buffers) Shadows.Clear(body, memory);
                DenseDerivative.Units(body, outputs, row, lanes);
                Adjoints(body).ForEach(body, (inner, number, index, column) => dense.Set(inner, row, column, columns, number, index, rows));
            });
            dense.ForEachBlock(builder, rows, lanes, block, [.. buffers, rows, columns]);
            return;
        }

        Function line = dense.AddLine("Row", [.. seeds, .. buffers, columns, dense.Matrix, row], body =>
        {
            Adjoints(body).ForEach(body, (inner, number, index, column) => dense.Set(inner, row, column, columns, number, index));
            foreach (Value memory in buffers) Shadows.Clear(body, memory);
        });
        dense.ForEachUnit(builder, outputs, [.. seeds, .. buffers], line, columns);

        // What the pullback leaves in memory and what it yields, in the order of the inputs.
        Coordinates Adjoints(Builder body)
        {
            Queue<Value> scalars = new(dense.CallDerivative(body, pullback, [.. primal.Parameters, .. seeds, .. buffers]).Skip(primal.Results.Count));
            Coordinates adjoints = new();
            for (int i = 0; i < inputs.Count; i++) adjoints.Add(inputs[i] ?? [.. Enumerable.Range(0, counts[i]).Select(_ => scalars.Dequeue())]);
            return adjoints;
        }
    }
}
