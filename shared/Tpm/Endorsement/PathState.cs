namespace Attestry.Tpm.Endorsement;

internal enum PathState
{
    Untrusted = 0,

    /// <summary>Its dates are all that is wrong.</summary>
    OutsideValidity,

    Sound,
}
