namespace Attestry.Tpm.AllowLists;

/// <summary>A file that was measured, once however often it was.</summary>
/// <param name="Digest">As the list states it: <c>sha256:…</c>, or with <c>verity:</c> before it.</param>
/// <param name="Path">In its mount namespace; of <c>ima-buf</c> entries the name of the buffer, such as a keyring.</param>
/// <param name="IsBuffer">Of <c>ima-buf</c>: a keyring's keys or a command line, no file.</param>
public readonly record struct FileMeasurement(string Digest, string Path, bool IsBuffer);
