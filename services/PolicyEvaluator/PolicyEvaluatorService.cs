using Attestry.Hosting.Options;
using Attestry.Policy;
using Attestry.Policy.BuiltIn;
using Attestry.Policy.Decisions;
using Attestry.PolicyEvaluator.Consumers;
using Attestry.PolicyEvaluator.Deadlines;
using Attestry.PolicyEvaluator.Decisions;
using Attestry.PolicyEvaluator.Publishing;
using Attestry.PolicyEvaluator.Signing;
using MassTransit.Configuration;

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
        var key = SigningKeyFile.Load(builder.AddValidatedOptions<SigningOptions>("Signing"));
        builder.Services
            .AddSingleton<IPolicyEngine>(new BuiltInPolicy(policy))
            .AddSingleton(key)
            .AddSingleton<PolicyMetrics>()
            .AddSingleton<SigningKeyPublication>()
            .AddSingleton<EvidenceReader>()
            .AddSingleton<EvidenceAsker>()
            .AddSingleton(new DecisionSigner(key, evaluator.VerifierId))
            .AddSingleton<DecisionIssuer>()
            .AddSingleton<Evaluator>()
            .AddSingleton<DeadlinePass>()
            .AddSingleton<StatusSweep>()
            .AddHostedService<DeadlineWorker>();
        builder.Services.RegisterConsumer<EvaluateArtifactConsumer, EvaluateArtifactConsumerDefinition>();
        builder.Services.RegisterConsumer<EvaluateEvidenceConsumer, EvaluateEvidenceConsumerDefinition>();
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
