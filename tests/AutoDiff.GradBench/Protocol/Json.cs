using System.Text.Json.Serialization;

namespace AutoDiff.GradBench;

/// <summary>What is read and written, without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(double))]
[JsonSerializable(typeof(double[]))]
[JsonSerializable(typeof(Matrix))]
[JsonSerializable(typeof(LeastSquaresInput))]
[JsonSerializable(typeof(LogSumExpInput))]
[JsonSerializable(typeof(DeterminantInput))]
[JsonSerializable(typeof(OdeInput))]
[JsonSerializable(typeof(KMeansInput))]
[JsonSerializable(typeof(GaussianMixtureInput))]
[JsonSerializable(typeof(GaussianMixtureGradient))]
[JsonSerializable(typeof(LstmInput))]
[JsonSerializable(typeof(BundleAdjustmentInput))]
[JsonSerializable(typeof(BundleAdjustmentResiduals))]
[JsonSerializable(typeof(BundleAdjustmentJacobian))]
[JsonSerializable(typeof(ParticleInput))]
[JsonSerializable(typeof(SaddleInput))]
[JsonSerializable(typeof(HandTrackingInput))]
internal sealed partial class Json : JsonSerializerContext;
