using System;
using System.Runtime.InteropServices;

namespace AutoDiff.Tests.Gradients;

/// <summary>Buffers of numbers as what methods over structs take.</summary>
internal static class StructMemory
{
    public static Span<TStruct> As<TStruct>(this Memory<double> numbers)
        where TStruct : struct => MemoryMarshal.Cast<double, TStruct>(numbers.Span);

    public static Span<TStruct> As<TStruct>(this Memory<float> numbers)
        where TStruct : struct => MemoryMarshal.Cast<float, TStruct>(numbers.Span);
}
