namespace Attestry.Tpm.Boot;

/// <param name="First">Block, and the last one, inclusive.</param>
public sealed record GptPartition(Guid Type, Guid Id, ulong First, ulong Last, string Name);
