using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Transforms;

/// <summary>How the reverse sweep comes to what the primal read from memory, short of taping every load: the memory still
/// holds it; a <see cref="Snapshot"/> was taken before a nest of loops that reads the memory and does not write it; or
/// the reverse of every store puts back the element that it overwrote.</summary>
internal sealed class MemoryPlan(MemoryObjects memory, MemoryVersions versions)
{
    private readonly Dictionary<Let, List<Snapshot>> snapshots = new(ByIdentity.Instance);
    private readonly Dictionary<Let, List<Snapshot>> snapshotsBehind = new(ByIdentity.Instance);
    private readonly Dictionary<Let, Reread> rereads = new(ByIdentity.Instance);
    private readonly Dictionary<Let, (Value Value, Let? Ahead)> elements = new(ByIdentity.Instance);
    private readonly Dictionary<Let, Snapshot> parts = new(ByIdentity.Instance);
    private readonly Dictionary<Value, Snapshot> copies = [];
    private readonly HashSet<Value> restored = [];
    private readonly List<Let> kept = [];

    public bool IsEmpty => snapshots.Count == 0 && restored.Count == 0;

    /// <summary>The objects whose stores are undone by the reverse sweep.</summary>
    public IReadOnlyCollection<Value> Restored => restored;

    /// <summary>The snapshots to be taken in front of a let.</summary>
    public IReadOnlyList<Snapshot> SnapshotsAhead(Let let) => snapshots.TryGetValue(let, out List<Snapshot>? found) ? found : [];

    /// <summary>The snapshots to be taken of what a let leaves.</summary>
    public IReadOnlyList<Snapshot> SnapshotsBehind(Let let) => snapshotsBehind.TryGetValue(let, out List<Snapshot>? found) ? found : [];

    /// <summary>How the reverse sweep repeats a load from a snapshot; null where it repeats it as it is.</summary>
    public Reread? RereadOf(Let let) => rereads.TryGetValue(let, out Reread? found) ? found : null;

    /// <summary>The element that a store overwrites and that its reverse puts back, and the load in front of the store where nothing else has it.</summary>
    public (Value Value, Let? Ahead)? OverwrittenElement(Let store) => elements.TryGetValue(store, out (Value, Let?) found) ? found : null;

    /// <summary>What a copy or a fill overwrites and its reverse puts back.</summary>
    public Snapshot? OverwrittenPart(Let let) => parts.TryGetValue(let, out Snapshot? found) ? found : null;

    /// <summary>The reverse of the let, or of something in its blocks, puts memory back as it was.</summary>
    public bool Restores(Let let) => restored.Count > 0
        && (elements.ContainsKey(let) || parts.ContainsKey(let) || Walk.Blocks(let.Operation).Any(block => block.Lets.Any(Restores)));

    /// <summary>The snapshot whose copy the value is.</summary>
    public Snapshot? SnapshotOf(Value value) => copies.TryGetValue(value, out Snapshot? found) ? found : null;

    public bool IsLasting(Value part) => versions.IsLasting(part);

    /// <summary>What a let has read from memory is there again when the reverse of its block begins.</summary>
    public bool IsThere(Let let, Value read) => IsThere(let, read, restored);

    /// <summary>The same if certain objects were restored.</summary>
    public bool IsThere(Let let, Value read, HashSet<Value> restored) => versions.IsLasting(read)
        && (versions.IsFinal(let, read) || (memory.Objects(read).All(restored.Contains) && versions.IsLastInBlock(let, read) && !kept.Exists(write => versions.MayRunAfter(write, let) && Writes.Of(write.Operation).Any(written => memory.MayOverlap(written, read)))));

    public void Take(Snapshot snapshot, Let ahead) => Take(snapshot, ahead, snapshots);

    public void TakeBehind(Snapshot snapshot, Let let) => Take(snapshot, let, snapshotsBehind);

    public void Repeat(Let load, Reread from) => rereads[load] = from;

    public void Restore(IEnumerable<Value> objects) => restored.UnionWith(objects);

    /// <summary>A write to restored memory that is not undone: nothing was read there before.</summary>
    public void Keep(Let write) => kept.Add(write);

    public void Save(Let store, Value value, Let? ahead) => elements[store] = (value, ahead);

    public void Save(Let let, Snapshot overwritten)
    {
        Take(overwritten, let);
        parts[let] = overwritten;
    }

    private void Take(Snapshot snapshot, Let let, Dictionary<Let, List<Snapshot>> places)
    {
        if (!places.TryGetValue(let, out List<Snapshot>? list)) places[let] = list = [];
        list.Add(snapshot);
        copies[snapshot.Copy] = snapshot;
    }
}
