using System;

namespace AutoDiff.Problems;

/// <summary>A particle that flies past two charges, one of which can be moved, until it comes to the ground.</summary>
public static partial class ChargedParticle
{
    private const double TimeStep = 0.1;

    private delegate Vector2 Slope(Vector2 position, double shift);

    /// <summary>The square of where the particle comes down, for the first charge moved by so much: the slope of the potential by its gradient.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Jvp)]
    public static double MissByReverse(double shift) => Miss(shift, ReverseSlope);

    /// <summary>The same: the slope of the potential by its derivatives along both axes.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Jvp)]
    public static double MissByForward(double shift) => Miss(shift, ForwardSlope);

    /// <summary>The potential of both charges.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Jvp)]
    public static double Potential(Vector2 position, double shift) => (1 / Distance(position, new Vector2(10, 10 - shift))) + (1 / Distance(position, new Vector2(10, 0)));

    private static double Miss(double shift, Slope slope)
    {
        Vector2 position = new(0, 8), velocity = new(0.75, 0);
        while (true)
        {
            Vector2 acceleration = -1 * slope(position, shift);
            position += TimeStep * velocity;
            if (position.Y <= 0)
            {
                double landing = position.X - (position.Y / velocity.Y * velocity.X);
                return landing * landing;
            }

            velocity += TimeStep * acceleration;
        }
    }

    private static Vector2 ReverseSlope(Vector2 position, double shift)
    {
        PotentialGradient(position, shift, out Vector2 slope, out _);
        return slope;
    }

    private static Vector2 ForwardSlope(Vector2 position, double shift) => new(
        PotentialJvp(position, shift, new Vector2(1, 0), 0).Tangent,
        PotentialJvp(position, shift, new Vector2(0, 1), 0).Tangent);

    private static double Distance(Vector2 a, Vector2 b) => Math.Sqrt(Vector2.Dot(a - b, a - b));
}
