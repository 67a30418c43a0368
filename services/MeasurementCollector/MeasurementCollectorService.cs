using Attestry.Hosting.Options;
using Attestry.MeasurementCollector.Boots;
using Attestry.MeasurementCollector.Challenges;
using Attestry.MeasurementCollector.Enrolment;
using Attestry.MeasurementCollector.Exports;
using Attestry.MeasurementCollector.History;
using Attestry.MeasurementCollector.Hosts;
using Attestry.MeasurementCollector.Joining;
using Attestry.MeasurementCollector.Rules;
using Attestry.MeasurementCollector.Submission;
using Attestry.MeasurementCollector.Verification;
using Attestry.MeasurementCollector.Watch;
using Attestry.Storage;
using MassTransit.Configuration;

namespace Attestry.MeasurementCollector;

/// <summary>Takes hosts in, verifies what they booted and executed, and joins it to attested artifacts.</summary>
public static class MeasurementCollectorService
{
    public static void AddMeasurementCollector(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var options = builder.AddValidatedOptions<CollectorOptions>("Collector");
        // Read now: what cannot be read stops the boot.
        var time = builder.Services.LastOrDefault(service => service.ServiceType == typeof(TimeProvider))?.ImplementationInstance as TimeProvider ?? TimeProvider.System;
        var (key, lists, rulebook) = (HistoryKey.Load(options), new AllowLists(options), new HostRulebook(options, time));
        builder.Services
            .AddSingleton(lists)
            .AddSingleton(rulebook)
            .AddSingleton<HostBoots>()
            .AddSingleton(new EndorsementPolicy(options.Endorsement, time))
            .AddSingleton(services => new HistoryKey(key, services.GetRequiredService<IDocumentStore>(), services.GetRequiredService<TimeProvider>()))
            .AddSingleton<CollectorMetrics>()
            .AddSingleton<HistoryWriter>()
            .AddSingleton<HostGate>()
            .AddSingleton<HostActs>()
            .AddSingleton<Enroller>()
            .AddSingleton<Activation>()
            .AddSingleton<Challenger>()
            .AddSingleton<EvidenceTurns>()
            .AddSingleton<EvidenceParts>()
            .AddSingleton<EvidenceStatuses>()
            .AddSingleton<EvidenceReceiver>()
            .AddSingleton<QuoteRecorder>()
            .AddSingleton<EvidenceVerification>()
            .AddSingleton<MeasuredFiles>()
            .AddSingleton<HostJoiner>()
            .AddSingleton<PageJudge>()
            .AddSingleton<HostJoin>()
            .AddSingleton<HostRejoin>()
            .AddSingleton<MeasurementWriter>()
            .AddSingleton<AttestedFiles>()
            .AddSingleton<HostWatch>()
            .AddHostedService<WatchWorker>();
        builder.Services.RegisterConsumer<VerifyHostEvidenceConsumer, VerifyHostEvidenceConsumerDefinition>();
        builder.Services.RegisterConsumer<RecordMeasurementsConsumer, RecordMeasurementsConsumerDefinition>();
        builder.Services.RegisterConsumer<RejoinHostsConsumer, RejoinHostsConsumerDefinition>();
    }

    public static void MapMeasurementCollector(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.MapEnrolment();
        app.MapChallenges();
        app.MapEvidence();
        app.MapHosts();
        app.MapBoots();
        app.MapAllowLists();
    }
}
