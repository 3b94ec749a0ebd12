using System;
using System.Collections.Generic;
using System.Linq;

namespace AutoDiff.Generators.Emit;

/// <summary>One of several moves that happen at once.</summary>
/// <param name="Target">What is overwritten.</param>
/// <param name="Reads">The variables that the source reads.</param>
/// <param name="Subject">Whatever the caller knows the move by.</param>
internal sealed record Move<T>(Variable Target, IReadOnlyCollection<Variable> Reads, T Subject);

/// <summary>Puts moves that happen at once into an order, keeping what is overwritten too early in a temporary.</summary>
internal static class MoveOrder
{
    /// <param name="moves">No two have the same target.</param>
    /// <param name="emit">Assigns the subject's value to the target.</param>
    /// <param name="save">Computes the subject's value now and returns the subject that stands for it.</param>
    public static void Run<T>(IEnumerable<Move<T>> moves, Action<Variable, T> emit, Func<Variable, T, T> save)
    {
        var pending = moves.ToList();
        while (pending.Count > 0)
        {
            int ready = pending.FindIndex(move => !pending.Any(other => other != move && other.Reads.Contains(move.Target)));
            if (ready < 0)
            {
                int reading = pending.FindIndex(static move => move.Reads.Count > 0);
                Move<T> early = pending[reading];
                pending[reading] = new Move<T>(early.Target, [], save(early.Target, early.Subject));
            }
            else
            {
                emit(pending[ready].Target, pending[ready].Subject);
                pending.RemoveAt(ready);
            }
        }
    }
}
