using Attestry.Rego.Coverage;
using Attestry.Rego.Evaluation;
using Attestry.Rego.Values;

namespace Attestry.Rego;

/// <summary>What a query is evaluated on.</summary>
public sealed record EvaluationRequest
{
    /// <summary>The time that the whole evaluation sees.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>The input document; null: there is none, references to it are undefined.</summary>
    public RegoValue? Input { get; init; }

    /// <summary>The base documents.</summary>
    public RegoObject Data { get; init; } = RegoObject.Empty;

    public EvaluationLimits Limits { get; init; } = EvaluationLimits.Default;

    /// <summary>Faults of built-in functions end the evaluation instead of making the call undefined.</summary>
    public bool Strict { get; init; }

    /// <summary>Notes what is reached, of a program that was compiled for it; null when nobody asks.</summary>
    public CoverageRecord? Coverage { get; init; }

    /// <summary>Receives what <c>print</c> and <c>trace</c> say, line by line.</summary>
    public Action<string>? Listener { get; init; }
}
