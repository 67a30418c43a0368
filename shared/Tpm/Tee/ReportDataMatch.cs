using System.Security.Cryptography;

namespace Attestry.Tpm.Tee;

internal static class ReportDataMatch
{
    /// <summary>The 64 bytes of a report are what is expected, followed by zeros. Nothing expected matches nothing.</summary>
    internal static bool Is(ReadOnlySpan<byte> reported, ReadOnlySpan<byte> expected)
    {
        if (expected.IsEmpty || expected.Length > reported.Length)
            return false;
        Span<byte> whole = stackalloc byte[64];
        whole.Clear();
        expected.CopyTo(whole);
        return CryptographicOperations.FixedTimeEquals(reported, whole[..reported.Length]);
    }
}
