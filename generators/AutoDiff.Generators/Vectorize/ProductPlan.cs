using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Vectorize;

/// <summary>A factor of the products that a loop adds up, or what it adds them to.</summary>
/// <param name="Memory">The memory, from outside the nest; null where it is a number of each iteration of the two outer loops.</param>
/// <param name="Index">Where in the memory.</param>
/// <param name="Windows">Parts of memory through which it is seen: it has to be in these, too.</param>
/// <param name="Number">The number, where there is no memory.</param>
internal sealed record ProductOperand(Value? Memory, EquatableArray<IndexTerm> Index, EquatableArray<ProductWindow> Windows, Value? Number = null);

/// <summary>A part of memory: how many elements it has, and which of them it is.</summary>
internal sealed record ProductWindow(EquatableArray<IndexTerm> Count, EquatableArray<IndexTerm> Index);

/// <summary>Products that are added to elements of a matrix.</summary>
/// <param name="Target">The elements; null where they are the sums that the innermost loop carries.</param>
/// <param name="Carried">Which of them.</param>
/// <param name="Row">The index of the loop that goes through the rows of the target and of the left factor.</param>
/// <param name="Column">That of the loop that goes through the columns of the target and of the right factor.</param>
/// <param name="Depth">That of the loop that adds up.</param>
internal sealed record ProductTerm(ProductOperand Left, ProductOperand Right, ProductOperand? Target, int Carried, Value Row, Value Column, Value Depth);

/// <summary>A loop in a loop in a loop whose innermost does nothing but to add up the products of two matrices.</summary>
/// <param name="Early">What the numbers among the factors, and what sums start with, are computed from; where sums are carried, it runs before everything else.</param>
/// <param name="EarlyLoads">The elements that are loaded for that.</param>
/// <param name="There">The loads of elements that are there, where those of the products are, and those that are loaded early.</param>
internal sealed record ProductPlan(
    For Outer, Let Middle, Let Inner, EquatableArray<ProductTerm> Terms, IReadOnlyList<Let> Early, EquatableArray<ProductOperand> EarlyLoads, HashSet<Let> There, LinearIndices Indices)
{
    public For MiddleLoop => (For)Middle.Operation;

    public For InnerLoop => (For)Inner.Operation;

    /// <summary>The innermost loop carries sums, which are needed behind it.</summary>
    public bool HasSums => InnerLoop.Initial.Count > 0;
}

/// <summary>Finds products of matrices in nests of loops.</summary>
internal sealed class ProductPlanner(Function function)
{
    private readonly MemoryObjects memory = MemoryObjects.Of(function);
    private readonly LoopOrder order = LoopOrder.Of(function);
    private readonly UseSites uses = UseSites.Of(function);
    private readonly HashSet<Value> unspecified = Unspecified.In(function);
    private readonly Dictionary<Value, long> constants = Walk.Lets(function.Body).Where(static let => let.Operation is Constant).ToDictionary(static let => let.Target, static let => ((Constant)let.Operation).Bits);

    /// <summary>The plan for a nest that begins with the loop; null where there is none.</summary>
    public ProductPlan? PlanOf(For outer)
    {
        if (!IsCounted(outer) || !Walk.Lets(outer.Body).All(static let => LoopOrder.IsSilent(let.Operation))) return null;
        foreach (Let middle in outer.Body.Lets)
        {
            if (middle.Operation is not For second || !IsCounted(second)) continue;
            foreach (Let inner in second.Body.Lets)
            {
                if (inner.Operation is For third && IsCounted(third) && new Site(this, outer, middle, inner).Plan() is { } plan) return plan;
            }
        }

        return null;
    }

    private bool IsCounted(For loop) => !loop.MayExit && !loop.Body.EndsInThrow && loop.Lower.Type == ScalarType.Int32 && IsConstant(loop.Lower, 0) && IsConstant(loop.Step, 1);

    private bool IsConstant(Value value, long bits) => constants.TryGetValue(value, out long found) && found == bits;

    /// <summary>Three loops in each other.</summary>
    private sealed class Site(ProductPlanner planner, For outer, Let middle, Let inner)
    {
        private readonly LinearIndices indices = new(outer);
        private readonly For second = (For)middle.Operation;
        private readonly For third = (For)inner.Operation;
        private readonly Access[] accesses = [.. Accesses.Of(outer.Body)];
        private readonly List<Let> early = [];
        private readonly List<ProductOperand> earlyLoads = [];

        private Value I => outer.Body.Arguments[0];

        private Value J => second.Body.Arguments[0];

        private Value L => third.Body.Arguments[0];

        public ProductPlan? Plan()
        {
            // How often the loops run must be known in front of them.
            if (new[] { second.Upper, third.Upper }.Any(upper => indices.Of(upper) is not { } count || count.Any(static term => term.Loop is not null))) return null;
            List<ProductTerm> terms = [];
            HashSet<Let> used = new(ByIdentity.Instance);
            for (int carried = 0; carried < third.Initial.Count; carried++)
            {
                if (SumOf(carried, used) is not { } term) return null;
                terms.Add(term);
            }

            foreach (Let store in third.Body.Lets.Where(static let => let.Operation is Store))
            {
                if (UpdateOf(store, used) is not { } term) return null;
                terms.Add(term);
            }

            bool isAll = terms.Count > 0 && third.Body.Lets.All(let => used.Contains(let) || IsArithmetic(let));
            if (!isAll || (third.Initial.Count > 0 && !AreEarly(terms))) return null;

            // Where something throws, it may be seen what has been added before.
            used.UnionWith(early);
            bool isSeen = terms.Any(term => term.Target is { Memory: { } target } && !planner.memory.Objects(target).All(planner.unspecified.Contains));
            if (isSeen && Walk.Lets(outer.Body).Any(let => Effect.MayThrow(let.Operation) && !used.Contains(let))) return null;
            return new(outer, middle, inner, terms.ToEquatableArray(), early, earlyLoads.ToEquatableArray(), used, indices);
        }

        private static bool IsArithmetic(Let let) => let.Operation is Constant or Length || (let.Operation is Apply apply && !let.Target.Type.IsFloating && !apply.Primitive.MayThrow(apply.Operands));

        /// <summary>sum += a · b</summary>
        private ProductTerm? SumOf(int carried, HashSet<Let> used)
        {
            Value sum = third.Body.Arguments[carried + 1];
            if (!planner.order.IsSum(third, carried) || Summand(third.Body.Results[carried], sum, used) is not var (x, y)) return null;
            return Arranged(x, y, null, carried, I, J, L, used) ?? Arranged(y, x, null, carried, I, J, L, used);
        }

        /// <summary>c[…] += a · b</summary>
        private ProductTerm? UpdateOf(Let let, HashSet<Let> used)
        {
            var store = (Store)let.Operation;
            if (store.Leaf.Length > 0 || Summand(store.Element, null, used) is not var (x, y)) return null;
            Let? load = third.Body.Lets.FirstOrDefault(own => own.Operation is Load read && read.Memory == store.Memory && read.Index == store.Index && ReferenceEquals(planner.order.Update(third.Body, own), let));
            if (load is null || Operand(store.Memory, store.Index) is not { } target) return null;
            if (accesses.Any(access => planner.memory.MayOverlap(access.Memory, store.Memory) && !ReferenceEquals(access.Let, load) && !ReferenceEquals(access.Let, let))) return null;

            used.Add(load);
            used.Add(let);
            if (!Depends(target, L) || Depends(target, I) == Depends(target, J)) return null;
            (Value row, Value depth) = Depends(target, I) ? (I, J) : (J, I);
            return Arranged(x, y, target, -1, row, L, depth, used) ?? Arranged(y, x, target, -1, row, L, depth, used);
        }

        /// <summary>The factors of what is added.</summary>
        private (Value X, Value Y)? Summand(Value total, Value? sum, HashSet<Let> used)
        {
            if (LocalDefinition(total) is not { Operation: Apply { Primitive: var add, Operands: [var first, var second] } } addition || add != Arithmetic.Add) return null;
            Value product = sum is null ? (LocalDefinition(first)?.Operation is Load ? second : first) : first == sum ? second : first;
            if ((sum is not null && first != sum && second != sum) || planner.uses[total].Count != 1) return null;
            if (LocalDefinition(product) is not { Operation: Apply { Primitive: var multiply, Operands: [var x, var y] } } multiplication || multiply != Arithmetic.Multiply || planner.uses[product].Count != 1) return null;
            used.Add(addition);
            used.Add(multiplication);
            return (x, y);
        }

        /// <summary>The product with these factors, if they have the rows and columns for it.</summary>
        private ProductTerm? Arranged(Value left, Value right, ProductOperand? target, int carried, Value row, Value column, Value depth, HashSet<Let> used)
        {
            if (Factor(left, row, depth, used) is not { } a || Factor(right, depth, column, used) is not { } b) return null;
            return new(a, b, target, carried, row, column, depth);
        }

        /// <summary>A factor that goes with two of the loops.</summary>
        private ProductOperand? Factor(Value value, Value one, Value other, HashSet<Let> used)
        {
            bool isOfOuter = one != L && other != L;
            if (indices.Definition(value) is { Operation: Load { Leaf.Length: 0 } load } let && Operand(load.Memory, load.Index) is { } operand && IsUnwritten(operand.Memory!)
                && Depends(operand, one) && Depends(operand, other) && operand.Index.All(term => term.Loop is null || term.Loop == one || term.Loop == other))
            {
                used.Add(let);
                return operand;
            }

            return isOfOuter && LocalDefinition(value) is null ? new ProductOperand(null, [], [], value) : null;
        }

        /// <summary>Elements of memory from outside the nest; null where it is not known which.</summary>
        private ProductOperand? Operand(Value part, Value index)
        {
            if (indices.Of(index) is not { } place) return null;
            List<ProductWindow> windows = [];
            while (!indices.IsOutside(part))
            {
                if (indices.Definition(part)?.Operation is not Slice slice || indices.Of(slice.Start) is not { } start || indices.Of(slice.Count) is not { } count || count.Any(static term => term.Loop is not null)) return null;
                windows.Add(new(count, place));
                place = [.. start, .. place];
                part = slice.Memory;
            }

            return part.Type is MemoryType { Form: not MemoryForm.Matrix, Element: ScalarType { IsFloating: true } } ? new(part, place, windows.ToEquatableArray()) : null;
        }

        private static bool Depends(ProductOperand operand, Value loop) => operand.Index.Any(term => term.Loop == loop);

        private bool IsUnwritten(Value part) => !accesses.Any(access => access.Writes && planner.memory.MayOverlap(access.Memory, part));

        private Let? LocalDefinition(Value value) => third.Body.Lets.FirstOrDefault(let => let.Targets.Contains(value));

        /// <summary>Can the numbers and what sums start with be computed before everything else?</summary>
        private bool AreEarly(List<ProductTerm> terms)
        {
            HashSet<Value> needed = [.. third.Initial, .. terms.SelectMany(static term => new[] { term.Left, term.Right }).Select(static operand => operand.Number).OfType<Value>()];
            foreach (Let let in Before(second.Body, inner).Concat(Before(outer.Body, middle)))
            {
                if (!let.Targets.Any(needed.Contains)) continue;
                if (!IsEarly(let)) return false;
                needed.UnionWith(Walk.Operands(let.Operation));
                early.Insert(0, let);
            }

            return needed.All(value => indices.IsOutside(value) || value == I || value == J || early.Exists(let => let.Targets.Contains(value)));
        }

        /// <summary>What stands in a block in front of a let, the last first.</summary>
        private static IEnumerable<Let> Before(Block block, Let let) => block.Lets.TakeWhile(own => !ReferenceEquals(own, let)).Reverse();

        private bool IsEarly(Let let)
        {
            if (let.Operation is Constant || (let.Operation is Apply apply && !apply.Primitive.MayThrow(apply.Operands))) return true;
            if (let.Operation is not Load { Leaf.Length: 0 } load || !indices.IsOutside(load.Memory) || !IsUnwritten(load.Memory) || indices.Of(load.Index) is not { } index) return false;
            earlyLoads.Add(new(load.Memory, index, []));
            return true;
        }
    }
}
