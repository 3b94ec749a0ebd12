using System;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace AutoDiff.Optimization;

/// <summary>What hyperparameters must be. An exception names the property that is being set.</summary>
internal static class Require
{
    /// <summary>At least 0 and less than 1: the decay rate of a running average.</summary>
    public static double Fraction(double value, [CallerMemberName] string property = "") =>
        value is >= 0 and < 1 ? value : throw Refused(value, property, "at least 0 and less than 1");

    public static double Positive(double value, [CallerMemberName] string property = "") =>
        value > 0 && double.IsFinite(value) ? value : throw Refused(value, property, "positive and finite");

    public static double NotNegative(double value, [CallerMemberName] string property = "") =>
        value >= 0 && double.IsFinite(value) ? value : throw Refused(value, property, "finite and not negative");

    public static double Finite(double value, [CallerMemberName] string property = "") =>
        double.IsFinite(value) ? value : throw Refused(value, property, "finite");

    public static long AtLeast(long least, long value, [CallerMemberName] string property = "") =>
        value >= least ? value : throw Refused(value, property, $"at least {least}");

    public static int AtLeast(int least, int value, [CallerMemberName] string property = "") => (int)AtLeast((long)least, value, property);

    public static T NotNull<T>(T? value, [CallerMemberName] string property = "")
        where T : class => value ?? throw new ArgumentNullException(property);

    private static ArgumentOutOfRangeException Refused(IFormattable value, string property, string expected) =>
        new(property, value, string.Create(CultureInfo.InvariantCulture, $"'{property}' is {value}, but must be {expected}."));
}
