namespace Attestry.Contracts.Documents;

/// <param name="Digest">As the list states it: <c>sha256:…</c>, or with <c>verity:</c> before it.</param>
/// <param name="IsBuffer">A keyring or command line, no file.</param>
public sealed record MeasuredFile(string Digest, string Path, bool IsBuffer);
