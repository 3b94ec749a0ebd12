namespace AutoDiff.Layers;

/// <summary>
/// Random bits as a function of a key and an index, the output function of SplitMix64 (Steele, Lea, Flood 2014): any of them can be had at any time, in any order and on any
/// thread, so that none need be stored, and they are the same on every machine and for ever.
/// </summary>
public static class CounterRandom
{
    /// <summary>The key of one of many sequences that a seed has.</summary>
    public static ulong Key(ulong seed, ulong sequence) => Bits(Bits(0, seed), sequence);

    /// <summary>64 random bits.</summary>
    public static ulong Bits(ulong key, ulong index)
    {
        ulong bits = key + (index + 1) * 0x9E3779B97F4A7C15;
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        return bits ^ (bits >> 31);
    }

    /// <summary>A number in [0, 1), one of 2⁵³ that are equally likely.</summary>
    public static double Uniform(ulong key, ulong index) => (Bits(key, index) >> 11) * (1.0 / (1UL << 53));
}
