namespace Attestry.SignatureVerifier.Consumers;

internal sealed class VerifyRequestedConsumerDefinition() : SignatureConsumerDefinition<VerifyRequestedConsumer>("signature-verifier.evidence-requested");
