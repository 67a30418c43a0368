using Attestry.Primitives.Limits;
using Attestry.Tpm.Structures;

namespace Attestry.HostAgent.Tpm;

/// <summary>Finds the endorsement key and the attestation key in the TPM, and makes those that are not there.</summary>
internal sealed class KeyProvision(TpmTools tools, TpmSettings settings)
{
    /// <summary>Where chains of EK certificates are kept (TCG EK Credential Profile 2.5, 2.2.1.5.4).</summary>
    private const uint FirstChainIndex = 0x01C00100;

    private const uint LastChainIndex = 0x01C001FF;

    /// <exception cref="AgentException">The TPM does not do it, or another key is where ours should be.</exception>
    internal async Task<TpmKeys> EnsureAsync(CancellationToken cancellation)
    {
        var persistent = await tools.HandlesAsync("handles-persistent", cancellation);
        if (!persistent.Contains(settings.EndorsementHandle))
            await CreateEndorsementAsync(cancellation);
        var endorsement = await ReadPublicAsync(settings.EndorsementHandle, cancellation);
        if (!endorsement.IsEndorsementKey || endorsement.Type != settings.Endorsement.Type)
            throw Occupied(settings.EndorsementHandle, $"{settings.Endorsement.Name} endorsement key", "--ek-handle");
        var isNew = !persistent.Contains(settings.AttestationHandle);
        if (isNew)
            await CreateAttestationAsync(cancellation);
        var attestation = await ReadPublicAsync(settings.AttestationHandle, cancellation);
        if (!attestation.IsAttestationKey)
            throw Occupied(settings.AttestationHandle, "attestation key", "--ak-handle");
        var (certificate, chain) = await ReadCertificatesAsync(cancellation);
        return new(endorsement, certificate, chain, attestation, isNew);
    }

    /// <summary>The attestation key is made anew under the same handle, as when the old one was made under another endorsement key.</summary>
    internal async Task<TpmKeys> RenewAsync(CancellationToken cancellation)
    {
        var persistent = await tools.HandlesAsync("handles-persistent", cancellation);
        if (persistent.Contains(settings.AttestationHandle))
            await tools.RunAsync("evictcontrol", ["-c", TpmTools.Handle(settings.AttestationHandle), .. OwnerAuth("-P")], cancellation);
        return await EnsureAsync(cancellation);
    }

    private async Task CreateEndorsementAsync(CancellationToken cancellation) =>
        await tools.RunAsync("createek",
        [
            "-c", TpmTools.Handle(settings.EndorsementHandle), "-G", settings.Endorsement.Name, "-u", tools.File("ek.pub"),
            .. EndorsementAuth("-P"), .. OwnerAuth("-w"),
        ], cancellation);

    private async Task CreateAttestationAsync(CancellationToken cancellation)
    {
        var (kind, parent, context) = (settings.Attestation, TpmTools.Handle(settings.EndorsementHandle), tools.File("ak.ctx"));
        if (settings.Endorsement.IsHigh)
        {
            // createak knows the policy of the low range only.
            string[] files = ["-u", tools.File("ak.pub"), "-r", tools.File("ak.priv")];
            await tools.RunAsync("create", ["-C", parent, "-G", kind.Template, "-a", "fixedtpm|fixedparent|sensitivedataorigin|userwithauth|restricted|sign", .. files], cancellation);
            await tools.RunAsync("load", ["-C", parent, .. files, "-c", context], cancellation);
        }
        else
            await tools.RunAsync("createak",
            [
                "-C", parent, "-c", context, "-G", kind.Algorithm, "-g", kind.Hash, "-s", kind.Scheme,
                "-u", tools.File("ak.pub"), "-n", tools.File("ak.name"), .. EndorsementAuth("-P"),
            ], cancellation);
        await tools.RunAsync("evictcontrol", ["-c", context, TpmTools.Handle(settings.AttestationHandle), .. OwnerAuth("-P")], cancellation);
    }

    private async Task<TpmPublic> ReadPublicAsync(uint handle, CancellationToken cancellation)
    {
        var file = tools.File("public");
        await tools.RunAsync("readpublic", ["-c", TpmTools.Handle(handle), "-o", file], cancellation);
        return TpmPublic.TryRead(await File.ReadAllBytesAsync(file, cancellation), out var key)
            ? key
            : throw new AgentException($"The key at {TpmTools.Handle(handle)} is of a kind that is not known here.", "Configure another handle.") { IsFinal = true };
    }

    private async Task<(byte[]? Certificate, IReadOnlyList<byte[]> Chain)> ReadCertificatesAsync(CancellationToken cancellation)
    {
        var indices = await tools.HandlesAsync("handles-nv-index", cancellation);
        var certificate = settings.CertificateFile is { } file
            ? await ReadFileAsync(file, cancellation)
            : indices.Contains(settings.Endorsement.CertificateIndex) ? await ReadIndexAsync(settings.Endorsement.CertificateIndex, cancellation) : null;
        var chain = new List<byte[]>();
        foreach (var index in indices.Where(index => index is >= FirstChainIndex and <= LastChainIndex).Order().Take(TpmLimits.CertificatesInChain))
            chain.Add(await ReadIndexAsync(index, cancellation));
        return (certificate, chain);
    }

    private async Task<byte[]> ReadIndexAsync(uint index, CancellationToken cancellation)
    {
        var file = tools.File("nv");
        await tools.RunAsync("nvread", [TpmTools.Handle(index), "-o", file], cancellation);
        return await File.ReadAllBytesAsync(file, cancellation);
    }

    private static async Task<byte[]> ReadFileAsync(string path, CancellationToken cancellation)
    {
        try
        {
            return await File.ReadAllBytesAsync(path, cancellation);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new AgentException($"{path} cannot be read: {e.Message}", "Check --ek-certificate.", e) { IsFinal = true };
        }
    }

    private string[] OwnerAuth(string option) => settings.OwnerAuthFile is { } file ? [option, $"file:{file}"] : [];

    private string[] EndorsementAuth(string option) => settings.EndorsementAuthFile is { } file ? [option, $"file:{file}"] : [];

    private static AgentException Occupied(uint handle, string what, string option) =>
        new($"At {TpmTools.Handle(handle)} the TPM holds a key that is no {what}.", $"Give the handle of one, or a free one, with {option}.") { IsFinal = true };
}
