namespace Attestry.Contracts.Documents;

/// <summary>What a host sent within an hour.</summary>
/// <param name="Since">When that hour began.</param>
/// <param name="Bytes">Of all its evidence.</param>
public sealed record HostBudget(DateTimeOffset Since, int Evidences, long Bytes);
