namespace Attestry.Rego.Evaluation;

/// <summary>What one evaluation of a query may cost. What exceeds it is stopped with an error.</summary>
public sealed record EvaluationLimits
{
    public static readonly EvaluationLimits Default = new();

    /// <summary>Steps: about one for each value that is looked at, made or gathered. 200 million are some ten seconds.</summary>
    public long Steps { get; init; } = 200_000_000;

    /// <summary>Bytes that the thread may allocate, freed ones too: 2 GiB are some seconds.</summary>
    public long AllocatedBytes { get; init; } = 2L << 30;

    /// <summary>Rules and functions that may be under evaluation within each other.</summary>
    public int Depth { get; init; } = 500;

    /// <summary>Values that all results may hold together: some hundred megabytes of JSON.</summary>
    public long OutputValues { get; init; } = 5_000_000;
}
