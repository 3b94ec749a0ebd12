using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;

namespace AutoDiff.Tests.Gradients;

/// <summary>How two buffers lie in one array.</summary>
public enum Placement
{
    /// <summary>The second begins where the first ends.</summary>
    Adjacent,

    /// <summary>Both begin at the same element.</summary>
    Exact,

    /// <summary>The last element of the first is the first of the second.</summary>
    LastIsFirst,

    /// <summary>The first element of the first is the last of the second.</summary>
    FirstIsLast,
}

/// <summary>Two buffers of a call that must not overlap. Buffers are numbered: parameters, then gradient buffers.</summary>
public sealed record Overlap(int Earlier, int Later)
{
    /// <summary>Every pair that must be refused, empty buffers aside: they overlap nothing.</summary>
    public static IEnumerable<Overlap> AllOf<T>(Problem<T> problem)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Buffer[] buffers =
        [
            .. problem.Parameters.Select(parameter => new Buffer(parameter.Role, parameter.Content.Length, parameter.IsActive, parameter.IsWritten)),
            .. problem.Active.Select(parameter => new Buffer(parameter.Role, parameter.Content.Length, IsActive: true, IsWritten: true, IsGradient: true)),
        ];
        return
            from later in Enumerable.Range(0, buffers.Length)
            from earlier in Enumerable.Range(0, later)
            where buffers[earlier].MayNotOverlap(buffers[later])
            select new Overlap(earlier, later);
    }

    /// <summary>The parameter that the refusal names.</summary>
    public string LaterName<T>(Problem<T> problem)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int parameters = problem.Parameters.Length;
        return Later < parameters ? problem.Parameters[Later].Name : problem.Active[Later - parameters].GradientName;
    }

    /// <summary>The ways in which the two can overlap: an array is passed whole, so that another buffer can only lie inside it.</summary>
    public IEnumerable<Placement> Placements<T>(Problem<T> problem)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        bool isArray = IsArray(problem, Earlier) || IsArray(problem, Later);
        return isArray
            ? new Arguments<T>(problem) is var plain && Length(plain, Earlier) == Length(plain, Later) ? [Placement.Exact] : []
            : [Placement.Exact, Placement.LastIsFirst, Placement.FirstIsLast];
    }

    /// <summary>The buffers of a call, these two in one array. Their contents overlap too, which does not matter to who refuses them.</summary>
    public Arguments<T> Arrange<T>(Problem<T> problem, Placement placement)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var arguments = new Arguments<T>(problem);
        int earlier = Length(arguments, Earlier), later = Length(arguments, Later);
        (int earlierOffset, int laterOffset, int total) = placement switch
        {
            Placement.Adjacent => (0, earlier, earlier + later),
            Placement.Exact => (0, 0, int.Max(earlier, later)),
            Placement.LastIsFirst => (0, earlier - 1, earlier + later - 1),
            Placement.FirstIsLast => (later - 1, 0, earlier + later - 1),
            _ => throw new ArgumentOutOfRangeException(nameof(placement)),
        };
        var shared = new T[total];
        Move(arguments, Later, shared.AsMemory(laterOffset, later));
        Move(arguments, Earlier, shared.AsMemory(earlierOffset, earlier));
        return arguments;
    }

    private static bool IsArray<T>(Problem<T> problem, int index)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => index < problem.Parameters.Length && problem.Parameters[index].IsArray;

    private static int Length<T>(Arguments<T> arguments, int index)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Slot(arguments, index).Length;

    private static void Move<T>(Arguments<T> arguments, int index, Memory<T> place)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ref Memory<T> slot = ref Slot(arguments, index);
        slot.CopyTo(place);
        slot = place;
    }

    private static ref Memory<T> Slot<T>(Arguments<T> arguments, int index)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        ref index < arguments.Values.Length ? ref arguments.Values[index] : ref arguments.Gradients[index - arguments.Values.Length];

    private readonly record struct Buffer(Role Role, int Length, bool IsActive, bool IsWritten, bool IsGradient = false)
    {
        /// <summary>Gradient buffers overlap nothing, and what the method writes overlaps nothing active.</summary>
        public bool MayNotOverlap(Buffer later) =>
            Role != Role.Scalar && later.Role != Role.Scalar && Length > 0 && later.Length > 0
            && (later.IsGradient || (IsWritten && later.IsActive) || (later.IsWritten && IsActive) || (IsWritten && later.IsWritten));
    }
}
