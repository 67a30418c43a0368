namespace Attestry.SignatureVerifier;

public static class SignatureVerifierService
{
    public static void AddSignatureVerifier(this WebApplicationBuilder builder) => ArgumentNullException.ThrowIfNull(builder);

    public static void MapSignatureVerifier(this WebApplication app) => ArgumentNullException.ThrowIfNull(app);
}
