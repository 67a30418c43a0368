using Attestry.Tpm.Credentials;

namespace Attestry.HostAgent.Tpm;

/// <summary>Proves that both keys are in this TPM: only it can decrypt the server's secret, and only while it holds the attestation key.</summary>
internal sealed class CredentialActivation(TpmTools tools, TpmSettings settings)
{
    /// <returns>The secret.</returns>
    /// <exception cref="TpmException">It is for another TPM or key.</exception>
    internal async Task<byte[]> ActivateAsync(CredentialBlob blob, CancellationToken cancellation)
    {
        var (credential, session, secret) = (tools.File("credential"), tools.File("session"), tools.File("secret"));
        await File.WriteAllBytesAsync(credential, blob.ToFile(), cancellation);
        string[] activation = ["-c", TpmTools.Handle(settings.AttestationHandle), "-C", TpmTools.Handle(settings.EndorsementHandle), "-i", credential, "-o", secret];
        if (settings.Endorsement.IsHigh)
            return await ActivateAsync(activation, secret, cancellation);
        // An endorsement key is used by those who may use its hierarchy (TCG EK Credential Profile, B.6.2: PolicySecret).
        await tools.RunAsync("startauthsession", ["--policy-session", "-S", session], cancellation);
        try
        {
            string[] password = settings.EndorsementAuthFile is { } file ? [$"file:{file}"] : [];
            await tools.RunAsync("policysecret", ["-S", session, "-c", "e", .. password], cancellation);
            return await ActivateAsync([.. activation, "-P", $"session:{session}"], secret, cancellation);
        }
        finally
        {
            // A session that is left takes one of three places until the next boot.
            await tools.RunAsync("flushcontext", [session], CancellationToken.None);
        }
    }

    private async Task<byte[]> ActivateAsync(string[] activation, string secret, CancellationToken cancellation)
    {
        try
        {
            await tools.RunAsync("activatecredential", activation, cancellation);
            return await File.ReadAllBytesAsync(secret, cancellation);
        }
        finally
        {
            File.Delete(secret);
        }
    }
}
