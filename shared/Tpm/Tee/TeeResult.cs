using System.Diagnostics.CodeAnalysis;
using Attestry.Primitives;
using Attestry.Primitives.Findings;

namespace Attestry.Tpm.Tee;

/// <summary>What was concluded about a report; <paramref name="Report"/> is there only when all that was asked of it holds.</summary>
public sealed record TeeResult<T>(IReadOnlyList<Finding> Findings, T? Report)
    where T : class
{
    [MemberNotNullWhen(true, nameof(Report))]
    public bool Succeeded => Report is not null;

    public Verdict Verdict => Succeeded ? Verdict.Passed : Verdict.Failed;
}
