namespace Attestry.SbomScanner.Consumers;

internal sealed class ApplyVexConsumerDefinition() : ScanConsumerDefinition<ApplyVexConsumer>("sbom-scanner.vex-changed");
