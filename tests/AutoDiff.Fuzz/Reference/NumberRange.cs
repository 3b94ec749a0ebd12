using System;

namespace AutoDiff.Fuzz.Reference;

/// <summary>How far the numbers of a computation lie from one.</summary>
internal sealed class NumberRange
{
    /// <summary>The exponents from which on a number, or one over it, has no square.</summary>
    private const int DoubleExponent = 511, SingleExponent = 63;

    /// <summary>Something finite made something infinite, or no number at all: in the arithmetic of computers, zero times that is no number either, whatever a limit would be.</summary>
    public bool Overflows { get; private set; }

    /// <summary>There is a number whose square, which second derivatives and those of quotients are made of, is out of range.</summary>
    public bool IsExtreme { get; private set; }

    /// <summary>What was made of an operand.</summary>
    public void Note(Jet operand, Jet result, bool isSingle)
    {
        if (double.IsFinite(operand.Number)) Note(result.Number, isSingle);
        if (double.IsFinite(operand.Number) && double.IsFinite(operand.Slope)) Note(result.Slope, isSingle);
    }

    /// <summary>A number that was made of finite ones.</summary>
    public void Note(double number, bool isSingle)
    {
        if (number == 0) return;
        if (!(Math.Abs(number) <= (isSingle ? float.MaxValue : double.MaxValue))) Overflows = true;
        if (!double.IsFinite(number) || Math.Abs(Math.ILogB(number)) > (isSingle ? SingleExponent : DoubleExponent)) IsExtreme = true;
    }
}
