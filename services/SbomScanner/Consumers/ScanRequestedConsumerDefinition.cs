namespace Attestry.SbomScanner.Consumers;

internal sealed class ScanRequestedConsumerDefinition() : ScanConsumerDefinition<ScanRequestedConsumer>("sbom-scanner.evidence-requested");
