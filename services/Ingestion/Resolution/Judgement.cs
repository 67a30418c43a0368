using Attestry.Contracts.Documents;

namespace Attestry.Ingestion.Resolution;

/// <summary>How a push ends: settled in a state, or left open (<see cref="PushState.Open"/>) because the registry may yet come round.</summary>
internal sealed record Judgement(PushState State, string? Problem = null);
