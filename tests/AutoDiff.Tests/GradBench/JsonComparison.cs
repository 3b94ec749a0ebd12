using System.Linq;
using System.Text.Json;
using Xunit;

namespace AutoDiff.Tests.GradBench;

/// <summary>Compares answers as GradBench's references are meant: shapes and keys are equal, numbers close.</summary>
internal static class JsonComparison
{
    private const double Tolerance = 1e-8;
    private const double Smallest = 1e-4;

    public static void AssertClose(JsonElement expected, JsonElement actual) => AssertClose(expected, actual, Magnitude(expected));

    private static void AssertClose(JsonElement expected, JsonElement actual, double largest)
    {
        Assert.Equal(expected.ValueKind, actual.ValueKind);
        switch (expected.ValueKind)
        {
            case JsonValueKind.Object:
                JsonProperty[] properties = [.. expected.EnumerateObject()];
                Assert.Equal(properties.Select(property => property.Name).Order(), actual.EnumerateObject().Select(property => property.Name).Order());
                Assert.All(properties, property => AssertClose(property.Value, actual.GetProperty(property.Name)));
                break;
            case JsonValueKind.Array:
                JsonElement[] items = [.. actual.EnumerateArray()];
                Assert.Equal(expected.GetArrayLength(), items.Length);
                double magnitude = Magnitude(expected);
                Assert.All(expected.EnumerateArray().Zip(items), pair => AssertClose(pair.First, pair.Second, magnitude));
                break;
            default:
                double number = expected.GetDouble();
                double tolerance = Tolerance * double.Max(double.Abs(number), Smallest * largest);
                Assert.True(double.Abs(actual.GetDouble() - number) <= tolerance, $"{actual} instead of {expected}");
                break;
        }
    }

    /// <summary>The largest number in the list itself.</summary>
    private static double Magnitude(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Number).Select(item => double.Abs(item.GetDouble())).DefaultIfEmpty().Max(),
        JsonValueKind.Number => double.Abs(element.GetDouble()),
        _ => 0,
    };
}
