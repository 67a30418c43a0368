namespace Attestry.SignatureVerifier.Consumers;

internal sealed class VerifyArtifactConsumerDefinition() : SignatureConsumerDefinition<VerifyArtifactConsumer>("signature-verifier.artifact-resolved");
