using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Transforms;

/// <summary>Value, gradient and the Hessian as a dense matrix, from a Hessian-vector product for each input, or for as many at once as there are lanes.</summary>
internal static class Hessian
{
    /// <param name="gradient">The primal's gradient.</param>
    /// <param name="product">From what may be repeated of the primal: its <see cref="HessianProduct"/>.</param>
    public static Module Run(Module primal, MethodSignature signature, Module gradient, Directional product)
    {
        var dense = new DenseDerivative(primal, signature, "hessian");
        Builder builder = dense.Builder;
        Value[] adjoints = [.. gradient.Root.Parameters.Skip(primal.Root.Parameters.Count)];
        adjoints = [.. adjoints.Select(adjoint => builder.Numbers.Create(adjoint.Type, adjoint.Name))];
        EquatableArray<Value> results = dense.Call(builder, dense.Add(gradient, "Gradient"), [.. primal.Root.Parameters, .. adjoints]);

        Coordinates inputs = new();
        List<Value> directions = [], products = [], written = [];
        List<Value[]?> rows = []; // null where the product is a result
        List<int> counts = [];
        foreach ((SignatureParameter parameter, Value[] leaves) in dense.Differentiated.Where(static entry => entry.Parameter.Role == ParameterRole.Active))
        {
            Value[] own = DenseDerivative.Beside(builder, leaves, 'v', product.Lanes);
            Value[]? ofMemory = parameter.IrType is MemoryType ? DenseDerivative.Beside(builder, leaves, 'h', product.Lanes) : null;
            directions.AddRange(own);
            products.AddRange(ofMemory ?? []);
            if (parameter.Written) written.AddRange(own);
            inputs.Add(own);
            rows.Add(ofMemory);
            counts.Add(leaves.Length);
        }

        Value columns = inputs.Count(builder, "columns"), row = builder.Numbers.Create(ScalarType.Int32, "row");
        int first = primal.Root.Parameters.Count;
        IEnumerable<int> buffers = Enumerable.Range(first, directions.Count).Concat(Enumerable.Range(first + directions.Count + adjoints.Length, products.Count));
        Function called = dense.AddDerivative(product.Module, product.Lanes is null ? "Product" : "Products", buffers);
        Value[] handed = [.. product.Lanes is null ? directions : directions.Where(static direction => direction.Type is MemoryType)];
        Function line = dense.AddLine(product.Lanes is null ? "Row" : "Rows", [.. handed, .. adjoints, .. products, columns, dense.Matrix, row], body =>
        {
            if (product.Lanes is not null) DenseDerivative.Units(body, inputs, row, product.Lanes);
            Queue<Value> scalars = new(dense.CallDerivative(body, called, [.. primal.Root.Parameters, .. directions, .. adjoints, .. products]).Skip(results.Count));
            Coordinates ofRow = new();
            for (int i = 0; i < rows.Count; i++) ofRow.Add(rows[i] ?? [.. Enumerable.Range(0, counts[i]).Select(_ => scalars.Dequeue())]);
            ofRow.ForEach(body, (inner, number, index, column) =>
            {
                if (product.Lanes is null) dense.Set(inner, row, column, columns, number, index);
                else dense.Set(inner, row, column, columns, number, index, rows: columns);
            });
            if (product.Lanes is not null) return;
            foreach (Value memory in written) Shadows.Clear(body, memory);
        });
        if (product.Lanes is { } lanes) dense.ForEachBlock(builder, columns, lanes, line, [.. handed, .. adjoints, .. products, columns]);
        else dense.ForEachUnit(builder, inputs, directions, line, [.. adjoints, .. products, columns]);
        IEnumerable<ParameterRole> roles = [.. primal.Root.Roles, .. adjoints.Select(static _ => ParameterRole.Adjoint), ParameterRole.Adjoint];
        return product.Told(dense.Finish([.. primal.Root.Parameters, .. adjoints, dense.Matrix], roles, results, "Hessian"));
    }
}
