using Attestry.Primitives;
using Attestry.Primitives.Findings;

namespace Attestry.Contracts.Evidence;

/// <summary>What is stored and digested of a check: its result together with what was concluded from it, without times.</summary>
public sealed record EvidenceContent<T>(Verdict Verdict, IReadOnlyList<Finding> Findings, T Result);
