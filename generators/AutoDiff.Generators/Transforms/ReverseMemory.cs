using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Transforms;

/// <summary>The reverse of operations on whole memory.</summary>
internal sealed class ReverseMemory(Activity activity, Shadows shadows, Scopes scopes)
{
    private delegate void Statement(Builder body, Value index);

    /// <summary>What the destination was to get goes to the source instead: dX[i] += dY[i], and dY[i] = 0 for all i of the source.</summary>
    public void Run(Copy copy, Builder reverse)
    {
        if (!activity.IsActive(copy.Destination)) return;
        Value count = Count(reverse, copy.Source), overwritten = First(reverse, shadows.Of(copy.Destination), count);
        if (!activity.IsActive(copy.Source))
        {
            Clear(reverse, overwritten);
            return;
        }

        Value source = shadows.Of(copy.Source);
        if (activity.Memory.MayOverlap(copy.Source, copy.Destination)) Move(reverse, overwritten, source, count);
        else
        {
            ForEach(reverse, count, (body, index) => Add(body, source, index, body.Load(overwritten, index, inRange: true)));
            Clear(reverse, overwritten);
        }
    }

    /// <summary>Every element was the same number, so its adjoint is their sum: dY += dX[i]; dX[i] = 0.</summary>
    public void Run(Fill fill, Builder reverse, Adjoints adjoints)
    {
        if (!activity.IsActive(fill.Memory)) return;
        Value shadow = reverse.Elements(shadows.Of(fill.Memory));
        if (activity.IsActive(fill.Element)) adjoints.Add(reverse, fill.Element, Sum(reverse, shadow), isNew: true);
        Clear(reverse, shadow);
    }

    /// <summary>dX[i] += dY[i] for all i, or dX[i] += factor · dY[i].</summary>
    public static void Accumulate(Builder reverse, Value shadow, Value contributions, Value? factor = null) => ForEach(reverse, reverse.Length(contributions), (body, index) =>
    {
        Value contribution = body.Load(contributions, index, inRange: true);
        Add(body, shadow, index, factor is null ? contribution : body.Apply(Arithmetic.Multiply, contribution, body.Convert(factor, (ScalarType)contribution.Type)));
    });

    /// <summary>Where the two may be parts of one object, all is read before anything is written.</summary>
    private static void Move(Builder reverse, Value overwritten, Value source, Value count)
    {
        Builder scope = reverse.Nested();
        Value moved = scope.Define(overwritten.Type, new Alloc(count), "moved");
        scope.Do(new Copy(overwritten, moved));
        Clear(scope, overwritten);
        ForEach(scope, count, (body, index) => Add(body, source, index, body.Load(moved, index, inRange: true)));
        reverse.Do(new Scope(scope.ToBlock([], [])));
    }

    private static Value Sum(Builder reverse, Value shadow)
    {
        IrType type = ((MemoryType)shadow.Type).Element;
        Value before = reverse.Numbers.Create(type), index = reverse.Numbers.Create(ScalarType.Int32);
        Builder body = reverse.Nested();
        Value after = body.Apply(Arithmetic.Add, before, body.Load(shadow, index, inRange: true));
        var loop = new For(reverse.Int(0), reverse.Length(shadow), reverse.Int(1), [reverse.Number(type, 0)], body.ToBlock([index, before], [after]));
        return reverse.Define(type, loop);
    }

    private static void Add(Builder body, Value shadow, Value index, Value adjoint) =>
        body.Store(shadow, index, body.Apply(Arithmetic.Add, body.Load(shadow, index, inRange: true), adjoint), inRange: true);

    private static void Clear(Builder reverse, Value shadow) => reverse.Do(new Fill(shadow, reverse.Number(((MemoryType)shadow.Type).Element, 0)));

    /// <summary>How many elements there are, known without the memory itself, which may be gone.</summary>
    public Value Count(Builder reverse, Value memory) => scopes.Definition(memory)?.Operation switch
    {
        Alloc alloc => reverse.Convert(alloc.Length, ScalarType.Int32),
        Slice slice => reverse.Convert(slice.Count, ScalarType.Int32),
        Choose choose => reverse.Apply(Arithmetic.Select, choose.Condition, Count(reverse, choose.First), Count(reverse, choose.Second)),
        _ => reverse.Length(memory),
    };

    /// <summary>Only so many elements are overwritten as the source has.</summary>
    private static Value First(Builder reverse, Value shadow, Value count) =>
        reverse.Define(new MemoryType(((MemoryType)shadow.Type).Element, MemoryForm.Span), new Slice(shadow, reverse.Int(0), count, InRange: true));

    private static void ForEach(Builder reverse, Value count, Statement statement)
    {
        Value index = reverse.Numbers.Create(ScalarType.Int32);
        Builder body = reverse.Nested();
        statement(body, index);
        reverse.Do(new For(reverse.Int(0), count, reverse.Int(1), [], body.ToBlock([index], [])));
    }
}
