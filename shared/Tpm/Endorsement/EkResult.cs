using System.Diagnostics.CodeAnalysis;
using Attestry.Primitives.Findings;

namespace Attestry.Tpm.Endorsement;

/// <summary>What was concluded about an EK certificate. <paramref name="Identity"/> is there only when all of it holds.</summary>
public sealed record EkResult(IReadOnlyList<Finding> Findings, TpmIdentity? Identity)
{
    [MemberNotNullWhen(true, nameof(Identity))]
    public bool Succeeded => Identity is not null;
}
