use chrono::NaiveDate;
use entity::vocab::{DisabilityType, IdNumberKind, Sex};

use super::*;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2022, 12, 31).unwrap()
}

fn error_of(raw: &str) -> IdentityError {
    IdentityNumber::parse(raw, today()).unwrap_err()
}

#[test]
fn valid_numbers_of_the_domain_reference() {
    let valid = [
        "320699194206120014",
        "320699194212310148",
        "320699192210080036",
        "320699195001010019",
        "32069920040229022X",
        "320699202209151075",
        "320699198603172158",
        "320699197311043384",
        "320699191911111283",
        "320699196608084203",
        "32069919580520007X",
    ];
    for raw in valid {
        let number = IdentityNumber::parse(raw, today()).unwrap();
        assert_eq!(number.canonical(), raw);
        assert_eq!(number.kind(), IdNumberKind::Standard);
    }
}

#[test]
fn birth_date_and_sex() {
    let man = IdentityNumber::parse("320699194206120014", today()).unwrap();
    assert_eq!(man.sex(), Sex::Male);
    assert_eq!(man.birth_date(), NaiveDate::from_ymd_opt(1942, 6, 12).unwrap());
    let woman = IdentityNumber::parse("320699194212310148", today()).unwrap();
    assert_eq!(woman.sex(), Sex::Female);
}

#[test]
fn legacy_numbers_are_expanded() {
    let pairs = [("320699500101001", "320699195001010019"), ("320699980512997", "320699189805129970")];
    for (raw, canonical) in pairs {
        let number = IdentityNumber::parse(raw, today()).unwrap();
        assert_eq!(number.canonical(), canonical);
        assert_eq!(number.kind(), IdNumberKind::Legacy);
        assert_eq!(canonical_key(raw, today()), canonical_key(canonical, today()));
    }
}

#[test]
fn refused_numbers_of_the_domain_reference() {
    let refused = [
        ("320699194206120010", IdentityError::CheckDigit),
        ("320699194302290013", IdentityError::BirthDate),
        ("320699195013010016", IdentityError::BirthDate),
        ("320699209912310017", IdentityError::OutOfRange),
        ("320699194212130148", IdentityError::CheckDigit),
        ("32069919421231014", IdentityError::Length),
        ("3206991942A2310148", IdentityError::Charset),
        ("32069950013200", IdentityError::Length),
        ("320699500132001", IdentityError::BirthDate),
        ("000000194206120015", IdentityError::Province),
        ("", IdentityError::Length),
        ("X20699194206120014", IdentityError::Charset),
    ];
    for (raw, error) in refused {
        assert_eq!(error_of(raw), error);
        assert!(!error.to_string().contains("3206"));
    }
}

#[test]
fn too_early_a_birth_is_out_of_range() {
    let first17 = "32069918791231001";
    let raw = format!("{first17}{}", check_digit(first17).unwrap());
    assert_eq!(error_of(&raw), IdentityError::OutOfRange);
}

#[test]
fn typed_forms_are_normalised() {
    assert_eq!(normalise("  32069919580520007x\u{3000}"), "32069919580520007X");
    assert_eq!(normalise("\u{FF13}20699194206120014"), "320699194206120014");
    assert_eq!(normalise("32069919580520007x"), "32069919580520007X");
    assert_eq!(canonical_key(" 320699194206120010 ", today()), "320699194206120010");
}

#[test]
fn check_digit_needs_seventeen_digits() {
    assert_eq!(check_digit("32069919580520007"), Some('X'));
    assert_eq!(check_digit("3206991958052000"), None);
    assert_eq!(check_digit("3206991958052000A"), None);
}

#[test]
fn certificates_of_the_domain_reference() {
    let valid = [
        ("32069919420612001412", DisabilityType::Visual, 2),
        ("32069919860317215841", DisabilityType::Physical, 1),
        ("32069919731104338463", DisabilityType::Mental, 3),
        ("32069919500101001974", DisabilityType::Multiple, 4),
        ("32069919860317215841B1", DisabilityType::Physical, 1),
    ];
    for (raw, kind, grade) in valid {
        let certificate = CertificateNumber::parse(raw, today()).unwrap();
        assert_eq!((certificate.kind, certificate.grade), (kind, grade));
        assert_eq!(certificate.number, raw[..20]);
        assert_eq!(disability_type(disability_digit(kind)), Some(kind));
    }
}

#[test]
fn refused_certificates() {
    let refused = [
        ("32069919420612001482", CertificateError::Kind),
        ("32069919420612001410", CertificateError::Grade),
        ("32069919420612001415", CertificateError::Grade),
        ("32069919420612001012", CertificateError::Identity(IdentityError::CheckDigit)),
        ("3206991942061200141", CertificateError::Length),
        ("320699194206120014123", CertificateError::Length),
        ("32069919420612001412B", CertificateError::Reissue),
    ];
    for (raw, error) in refused {
        assert_eq!(CertificateNumber::parse(raw, today()).unwrap_err(), error);
    }
}

#[test]
fn masks() {
    assert_eq!(mask_id("320699194206120014"), "320699********0014");
    assert_eq!(mask_id("320699500101001"), "320699******001");
    assert_eq!(mask_id("12"), "**");
    assert_eq!(mask_name("张伟"), "张*");
    assert_eq!(mask_name("张小明"), "张*明");
    assert_eq!(mask_name("欧阳小明"), "欧阳*明");
    assert_eq!(mask_name("欧阳明"), "欧阳*");
    assert_eq!(mask_name("张王小明"), "张**明");
    assert_eq!(mask_name("张"), "*");
    assert_eq!(mask_account("6299990000000000012"), "**** **** 0012");
    assert_eq!(mask_account("12"), "****");
    assert_eq!(mask_mobile("13800138000"), "138****8000");
    assert_eq!(mask_mobile("110"), "***");
    assert_eq!(mask_certificate("32069919420612001412"), "320699********0014**");
}
