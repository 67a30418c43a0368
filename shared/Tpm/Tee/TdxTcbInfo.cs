namespace Attestry.Tpm.Tee;

/// <summary>TCB Info of version 3 (Intel PCS API): one family of platforms.</summary>
internal sealed record TdxTcbInfo(
    byte[] Fmspc, byte[] PceId, DateTimeOffset Issued, DateTimeOffset Next, TdxModuleIdentity Module, IReadOnlyList<TdxModuleIdentity> Modules, IReadOnlyList<TdxTcbLevel> Levels)
{
    internal bool IsOf(PckCertificate pck) => pck.Fmspc.AsSpan().SequenceEqual(Fmspc) && pck.PceId.AsSpan().SequenceEqual(PceId);

    /// <returns>Null when it says nothing of these security versions, or of this module.</returns>
    internal TdxPlatformStatus? Judge(PckCertificate pck, TdxQuote quote)
    {
        var svn = quote.TeeTcbSvn.ToArray();
        // Since version 1 of the module its own levels say what the first two components said before.
        var first = svn[1] > 0 ? 2 : 0;
        if (Levels.FirstOrDefault(level => IsAtLeast(pck.Components, level.Sgx, 0) && pck.PceSvn >= level.Svn && IsAtLeast([.. svn.Select(one => (int)one)], level.Tdx, first)) is not { } platform)
            return null;
        var module = svn[1] == 0 ? Module : Modules.FirstOrDefault(one => one.Id.Equals($"TDX_{svn[1]:x2}", StringComparison.OrdinalIgnoreCase));
        if (module is null || !quote.MrSignerSeam.Span.SequenceEqual(module.Signer) || !Masked(quote.SeamAttributes.Span, module.Mask, module.Attributes))
            return null;
        if (svn[1] == 0)
            return platform.Status;
        return module.Levels.FirstOrDefault(level => svn[0] >= level.Svn) is { } level ? platform.Status.With(level.Status) : null;
    }

    internal static bool Masked(ReadOnlySpan<byte> value, ReadOnlySpan<byte> mask, ReadOnlySpan<byte> expected)
    {
        if (value.Length != mask.Length || value.Length != expected.Length)
            return false;
        for (var i = 0; i < value.Length; i++)
            if ((value[i] & mask[i]) != expected[i])
                return false;
        return true;
    }

    private static bool IsAtLeast(int[] have, int[] least, int from)
    {
        for (var i = from; i < have.Length; i++)
            if (have[i] < least[i])
                return false;
        return true;
    }
}
