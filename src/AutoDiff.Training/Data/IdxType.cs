namespace AutoDiff.Training;

/// <summary>What the elements of an IDX file are: the third byte of the file.</summary>
public enum IdxType
{
    /// <summary>Unsigned, 8 bits.</summary>
    UInt8 = 0x08,

    /// <summary>Signed, 8 bits.</summary>
    Int8 = 0x09,

    /// <summary>Signed, 16 bits.</summary>
    Int16 = 0x0B,

    /// <summary>Signed, 32 bits.</summary>
    Int32 = 0x0C,

    /// <summary>Single precision.</summary>
    Float32 = 0x0D,

    /// <summary>Double precision.</summary>
    Float64 = 0x0E,
}
