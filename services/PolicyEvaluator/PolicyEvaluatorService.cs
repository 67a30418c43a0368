using Attestry.Hosting.Options;
using Attestry.Hosting.Health;
using Attestry.Oci.Registries;
using Attestry.Policy.BuiltIn;
using Attestry.Policy.Decisions;
using Attestry.PolicyEvaluator.Consumers;
using Attestry.PolicyEvaluator.Deadlines;
using Attestry.PolicyEvaluator.Decisions;
using Attestry.PolicyEvaluator.Policies;
using Attestry.PolicyEvaluator.Reevaluations;
using Attestry.PolicyEvaluator.Publishing;
using Attestry.PolicyEvaluator.Signing;
using Attestry.PolicyInputs;
using Attestry.Sigstore.Keys;
using MassTransit.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Attestry.PolicyEvaluator;

/// <summary>Turns evidence into signed decisions.</summary>
public static class PolicyEvaluatorService
{
    public static void AddPolicyEvaluator(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var evaluator = builder.AddValidatedOptions<EvaluatorOptions>("Evaluator");
        var policy = builder.AddValidatedOptions<PolicyOptions>("Policy");
        // Read now: a key that is open to others or none stops the boot.
        var stores = builder.Services.Select(service => service.ImplementationInstance).OfType<IKeyStore>().ToList();
        var key = SigningKeySource.Load(builder.AddValidatedOptions<SigningOptions>("Signing"), stores);
        builder.AddValidatedOptions<PoliciesOptions>("Policies");
        var registries = builder.AddValidatedOptions<RegistriesOptions>("Oci");
        // Composed with other services, one directory of registries serves them all.
        builder.Services.TryAddSingleton(services => new RegistryDirectory(registries, services.GetRequiredService<TimeProvider>()));
        builder.Services.TryAddSingleton<PolicyInputReader>();
        builder.Services.TryAddSingleton<ExceptionReader>();
        builder.Services
            .AddSingleton(new BuiltInPolicy(policy))
            .AddSingleton<ReevaluationQueue>()
            .AddSingleton<PolicyLoader>()
            .AddSingleton(services => services.GetRequiredService<PolicyLoader>().Active)
            .AddSingleton(key)
            .AddSingleton<PolicyMetrics>()
            .AddSingleton<SigningKeyPublication>()
            .AddSingleton<EvidenceAsker>()
            .AddSingleton(new DecisionSigner(key, evaluator.VerifierId))
            .AddSingleton<DecisionIssuer>()
            .AddSingleton<Evaluator>()
            .AddSingleton<DeadlinePass>()
            .AddSingleton<StatusSweep>()
            .AddSingleton<ReevaluationPass>()
            .AddHostedService<PolicyReloadWorker>()
            .AddHostedService<DeadlineWorker>()
            .AddHostedService<ReevaluationWorker>()
            .AddHostedService<SweepWorker>();
        builder.Services.RegisterConsumer<EvaluateArtifactConsumer, EvaluateArtifactConsumerDefinition>();
        builder.Services.RegisterConsumer<EvaluateEvidenceConsumer, EvaluateEvidenceConsumerDefinition>();
        builder.Services.RegisterConsumer<NoteExceptionConsumer, NoteExceptionConsumerDefinition>();
        builder.AddReadyCheck<PolicyHealthCheck>("policies");
        builder.AddPublishing();
    }

    private static void AddPublishing(this WebApplicationBuilder builder)
    {
        var publish = builder.AddValidatedOptions<PublishOptions>("Publish");
        if (!publish.IsOn)
            return;
        builder.Services.AddSingleton<DecisionPublisher>();
        builder.Services.RegisterConsumer<PublishDecisionConsumer, PublishDecisionConsumerDefinition>();
    }

    /// <summary>It answers no requests of its own; health and metrics are every service's.</summary>
    public static void MapPolicyEvaluator(this WebApplication app) => ArgumentNullException.ThrowIfNull(app);
}
