using Attestry.Sigstore.Keys;

namespace Attestry.Sigstore.Trust;

/// <summary>A transparency log, of signatures or of certificates, that is trusted for some time.</summary>
/// <param name="LogId">What entries and promises call the key.</param>
/// <param name="KeyHint">The first four bytes of the key's id in signed notes.</param>
/// <param name="Origins">The names under which the log signs checkpoints.</param>
internal sealed record TrustedLog(
    ReadOnlyMemory<byte> LogId,
    ReadOnlyMemory<byte> KeyHint,
    IReadOnlyList<string> Origins,
    VerificationKey Key,
    ValidityWindow ValidFor)
{
    internal string Name => Origins.Count > 0 ? Origins[0] : Convert.ToHexStringLower(LogId.Span);
}
