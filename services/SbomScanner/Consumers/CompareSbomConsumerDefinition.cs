namespace Attestry.SbomScanner.Consumers;

internal sealed class CompareSbomConsumerDefinition() : ScanConsumerDefinition<CompareSbomConsumer>("sbom-scanner.referrer-attached");
