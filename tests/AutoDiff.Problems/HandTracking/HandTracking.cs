using System;

namespace AutoDiff.Problems;

/// <summary>The pose of a hand from points that were seen on it.</summary>
public static partial class HandTracking
{
    private const int Fingers = 5;
    private const int FingerAngles = 4;
    private const double SmallestAngle = 1e-4;

    /// <summary>From a vertex of the posed hand to each point.</summary>
    /// <param name="theta">Rotation and translation of the hand, then four angles for each finger.</param>
    [Differentiable(Derivatives.Vjp | Derivatives.Jacobian)]
    public static void Errors(ReadOnlySpan<double> theta, HandModel model, ReadOnlySpan<int> vertices, [NoGradient] ReadOnlySpan<Vector3> points, [Output] Span<Vector3> errors)
    {
        Vector3[] surface = Pose(theta, model);
        for (int i = 0; i < points.Length; i++)
        {
            errors[i] = points[i] - surface[vertices[i]];
        }
    }

    /// <summary>From a place on a triangle of the posed hand to each point.</summary>
    /// <param name="shift">By what all places are moved. An error depends on its own place only, so its derivatives by this are those by its place.</param>
    /// <param name="theta">As for <see cref="Errors"/>.</param>
    /// <param name="places">Two coordinates for each point: the weights of the triangle's first and second vertex.</param>
    [Differentiable(Derivatives.Jacobian)]
    public static void SurfaceErrors(
        Vector2 shift, ReadOnlySpan<double> theta, [NoGradient] ReadOnlySpan<Vector2> places, HandModel model, ReadOnlySpan<int> triangles, [NoGradient] ReadOnlySpan<Vector3> points,
        [Output] Span<Vector3> errors)
    {
        Vector3[] surface = Pose(theta, model);
        for (int i = 0; i < points.Length; i++)
        {
            ReadOnlySpan<int> corners = model.Triangles.AsSpan(3 * triangles[i], 3);
            (double u, double v) = places[i] + shift;
            errors[i] = points[i] - ((u * surface[corners[0]]) + (v * surface[corners[1]]) + ((1 - u - v) * surface[corners[2]]));
        }
    }

    private static Vector3[] Pose(ReadOnlySpan<double> theta, HandModel model)
    {
        Affine[] bones = PoseBones(theta[6..], model);
        Matrix3 rotation = Rotation(new(theta[0], theta[1], theta[2]));
        Vector3 translation = new(theta[3], theta[4], theta[5]);
        var surface = new Vector3[model.Vertices.Length];
        for (int v = 0; v < surface.Length; v++)
        {
            Vector3 position = default;
            for (int bone = 0; bone < bones.Length; bone++)
            {
                position += model.Weights[(v * bones.Length) + bone] * (bones[bone] * model.Vertices[v]);
            }

            surface[v] = (rotation * position) + translation;
        }

        return surface;
    }

    /// <summary>How each bone has moved from where it is at rest.</summary>
    private static Affine[] PoseBones(ReadOnlySpan<double> angles, HandModel model)
    {
        var absolutes = new Affine[model.Parents.Length];
        for (int bone = 0; bone < absolutes.Length; bone++)
        {
            Affine relative = model.BaseRelatives[bone] * BoneRotation(angles, bone);
            int parent = model.Parents[bone];
            absolutes[bone] = parent < 0 ? relative : absolutes[parent] * relative;
        }

        for (int bone = 0; bone < absolutes.Length; bone++)
        {
            absolutes[bone] *= model.InverseBaseAbsolutes[bone];
        }

        return absolutes;
    }

    /// <summary>After the wrist come four bones for each finger: the first does not bend, the second bends two ways.</summary>
    private static Matrix3 BoneRotation(ReadOnlySpan<double> angles, int bone)
    {
        (int finger, int joint) = Math.DivRem(bone - 1, FingerAngles);
        if (bone == 0 || finger >= Fingers || joint == 0)
        {
            return Matrix3.Identity;
        }

        ReadOnlySpan<double> bends = angles.Slice(FingerAngles * finger, FingerAngles);
        return joint == 1 ? Matrix3.AboutZ(bends[1]) * Matrix3.AboutX(bends[0]) : Matrix3.AboutX(bends[joint]);
    }

    private static Matrix3 Rotation(Vector3 axis)
    {
        double angle = Math.Sqrt(Vector3.Dot(axis, axis));
        if (angle < SmallestAngle)
        {
            return Matrix3.Identity;
        }

        (double x, double y, double z) = (1 / angle) * axis;
        (double sin, double cos) = Math.SinCos(angle);
        return new(
            new((x * x) + ((1 - (x * x)) * cos), (x * y * (1 - cos)) - (z * sin), (x * z * (1 - cos)) + (y * sin)),
            new((x * y * (1 - cos)) + (z * sin), (y * y) + ((1 - (y * y)) * cos), (y * z * (1 - cos)) - (x * sin)),
            new((x * z * (1 - cos)) - (y * sin), (z * y * (1 - cos)) + (x * sin), (z * z) + ((1 - (z * z)) * cos)));
    }
}
