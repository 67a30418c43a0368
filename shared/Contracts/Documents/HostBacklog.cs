namespace Attestry.Contracts.Documents;

/// <summary>How far a long measurement list was taken in parts. No quote proves it yet: nothing of it counts before the last part.</summary>
/// <param name="Replay">Where the last part ended.</param>
/// <param name="Evidence">Id of the evidence with the last part.</param>
/// <param name="Boot">Names the chunks of its files, as <see cref="HostDocument.Boot"/>; the same when it continues what is proven.</param>
/// <param name="Chunks">With those that are proven, if it continues these.</param>
/// <param name="Files">As <paramref name="Chunks"/>.</param>
/// <param name="FileCharacters">As <paramref name="Chunks"/>.</param>
/// <param name="MoreFiles">There were more different files than are remembered.</param>
/// <param name="ExpiresAt">When it is forgotten unless another part comes.</param>
public sealed record HostBacklog(HostReplay Replay, string Evidence, string Boot, int Chunks, int Files, int FileCharacters, bool MoreFiles, DateTimeOffset ExpiresAt);
