namespace Attestry.SbomScanner.Consumers;

internal sealed class ApplyAttachedConsumerDefinition() : ScanConsumerDefinition<ApplyAttachedConsumer>("sbom-scanner.evidence-recorded");
