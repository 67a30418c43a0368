using Attestry.Hosting.Health;
using Attestry.Hosting.Options;
using Attestry.Oci.Registries;
using Attestry.SignatureVerifier.Consumers;
using Attestry.SignatureVerifier.Lapses;
using Attestry.SignatureVerifier.Trust;
using Attestry.SignatureVerifier.Verification;
using MassTransit.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Attestry.SignatureVerifier;

/// <summary>Looks for signatures of artifacts in their registries and judges them by the keys and identities that each repository trusts.</summary>
public static class SignatureVerifierService
{
    /// <exception cref="OptionsException">A trusted key or root cannot be read, or another setting is wrong.</exception>
    public static void AddSignatureVerifier(this WebApplicationBuilder builder)
    {
        var registries = builder.AddValidatedOptions<RegistriesOptions>("Oci");
        var trust = TrustedRootSource.Resolve(builder.AddValidatedOptions<TrustOptions>("Trust"), TimeProvider.System);
        // Composed with other services, one directory of registries serves them all.
        builder.Services.TryAddSingleton(services => new RegistryDirectory(registries, services.GetRequiredService<TimeProvider>()));
        builder.Services.AddSingleton(new CurrentTrust(TrustLoader.Load(trust)));
        if (trust.Tuf is { } tuf)
            builder.Services.AddSingleton(tuf).AddHostedService<TrustRefreshWorker>();
        builder.AddReadyCheck<TrustHealthCheck>("trust");
        builder.Services.AddSingleton<SignatureLapses>();
        builder.Services.AddHostedService<SignatureLapseWorker>();
        builder.Services.AddSingleton<EvidenceWriter>();
        builder.Services.AddSingleton<SignatureLook>();
        builder.Services.AddSingleton<SignatureCheck>();
        builder.Services.AddSingleton<VerificationMetrics>();
        builder.Services.RegisterConsumer<VerifyArtifactConsumer, VerifyArtifactConsumerDefinition>();
        builder.Services.RegisterConsumer<VerifyAttachedReferrerConsumer, VerifyAttachedReferrerConsumerDefinition>();
        builder.Services.RegisterConsumer<VerifyRemovedReferrerConsumer, VerifyRemovedReferrerConsumerDefinition>();
        builder.Services.RegisterConsumer<VerifyRequestedConsumer, VerifyRequestedConsumerDefinition>();
    }

    /// <summary>The service has no endpoints of its own.</summary>
    public static void MapSignatureVerifier(this WebApplication app) => ArgumentNullException.ThrowIfNull(app);
}
