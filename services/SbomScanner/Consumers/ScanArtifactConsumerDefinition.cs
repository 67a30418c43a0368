namespace Attestry.SbomScanner.Consumers;

internal sealed class ScanArtifactConsumerDefinition() : ScanConsumerDefinition<ScanArtifactConsumer>("sbom-scanner.artifact-resolved");
