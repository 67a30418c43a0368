using System.Globalization;
using System.Text;
using Attestry.Sigstore.Trust;

namespace Attestry.Sigstore.TransparencyLog;

/// <summary>Rekor v1's promise to include an entry, with the time when it took it.</summary>
internal static class SignedEntryTimestamp
{
    internal static bool Verify(LogEntry entry, TrustedLog log) =>
        entry.Promise is { } promise && log.Key.Verify(Signed(entry), promise.Span);

    // Canonical JSON (RFC 8785): names in order, no white space; neither base64 nor hex needs an escape.
    private static byte[] Signed(LogEntry entry) => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"body":"{{Convert.ToBase64String(entry.Body.Span)}}","integratedTime":{{entry.IntegratedTime}},"logID":"{{Convert.ToHexStringLower(entry.LogId.Span)}}","logIndex":{{entry.LogIndex}}}"""));
}
